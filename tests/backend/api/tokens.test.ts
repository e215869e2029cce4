import { beforeAll, describe, expect, it } from 'vitest';
import { signToken } from '../../../supabase/local/keys.ts';
import { type Client, jwtSecret, must, needs, newClient, type Person } from '../context.ts';
import { join, person, workspaceOf } from '../people.ts';

let ada: Person;
let workspace: string;

beforeAll(async () => {
  ada = await person('Ada');
  workspace = await workspaceOf(ada);
});

const signed = (lifetime: number) => signToken(claims(), lifetime, jwtSecret());
const claims = () => ({ role: 'authenticated', sub: ada.id });
const read = (client: Client) => client.from('workspaces').select('id').eq('id', workspace);
/** Base64 without padding, as tokens have it. */
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a token of the signer', needs('accounts', 'signer'), () => {
  it('is taken while it is valid', async () => {
    expect(await must(read(newClient({ token: await signed(3600) })))).toEqual([{ id: workspace }]);
  });

  it('is refused when it has expired', async () => {
    const { status, error } = await read(newClient({ token: await signed(-60) }));
    // From PostgREST 13 on the code tells an expired token from a malformed one.
    expect([status, error?.code]).toEqual([401, expect.stringMatching(/^PGRST30[13]$/)]);
  });
});

describe('a token', needs('accounts'), () => {
  it('signed with another secret is refused', async () => {
    const token = await signToken(claims(), 3600, 'another-secret-that-is-long-enough-for-hs256');
    expect((await read(newClient({ token }))).status).toBe(401);
  });

  it('that says it needs no signature is refused', async () => {
    const token = `${part({ alg: 'none', typ: 'JWT' })}.${part({ ...claims(), exp: 4_102_444_800 })}.`;
    expect((await read(newClient({ token }))).status).toBe(401);
  });

  it('whose claims were changed is refused', async () => {
    const { data } = await ada.client.auth.getSession();
    const [head = '', , signature = ''] = (data.session?.access_token ?? '').split('.');
    const token = `${head}.${part({ ...claims(), role: 'service_role', exp: 4_102_444_800 })}.${signature}`;
    expect((await read(newClient({ token }))).status).toBe(401);
  });

  it('that is no token at all is refused', async () => {
    expect((await read(newClient({ token: 'x.y.z' }))).status).toBe(401);
  });
});

describe('a member who is removed', needs('accounts'), () => {
  it('is locked out at once, with a token that is still valid', async () => {
    const bob = await person('Bob');
    await join(workspace, ada, bob);
    expect(await must(read(bob.client))).toHaveLength(1);
    await must(ada.client.rpc('remove_member', { workspace_id: workspace, user_id: bob.id }));
    expect(await must(read(bob.client))).toEqual([]);
    expect(await must(bob.client.from('profiles').select('id'))).toEqual([{ id: bob.id }]);
    const { error } = await bob.client.rpc('export_workspace', { workspace_id: workspace });
    expect(error?.hint).toBe('team/not-found');
  });
});

describe('an account that was deleted', needs('accounts'), () => {
  it('can do nothing with the token it still has', async () => {
    const eve = await person('Eve');
    await must(eve.client.rpc('delete_account'));
    expect((await eve.client.rpc('create_workspace', { name: 'x' })).error?.hint).toBe('account/signed-out');
    expect(await must(eve.client.from('profiles').select('*'))).toEqual([]);
    const again = await newClient().auth.signInWithPassword({ email: eve.email, password: eve.password });
    expect(again.error?.code).toBe('invalid_credentials');
  });
});
