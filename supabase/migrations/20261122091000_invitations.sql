-- Invitations: a one-time code that only the mail carries. Its hash is all that is kept, out of the API's sight.

create table public.invitations (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces on delete cascade,
  email        text not null constraint invitations_email_is_an_address check (private.is_email(email)),
  role         text not null constraint invitations_role_is_known check (role in ('admin', 'member')),
  invited_by   uuid references public.profiles on delete set null,
  created_at   timestamptz not null default now(),
  sent_at      timestamptz,
  sends        integer not null default 0 constraint invitations_are_not_sent_for_ever check (sends between 0 and 10),
  expires_at   timestamptz not null default now() + interval '7 days',
  accepted_at  timestamptz,
  accepted_by  uuid references public.profiles on delete set null,
  revoked_at   timestamptz,
  constraint invitations_end_once check (accepted_at is null or revoked_at is null)
);
alter table public.invitations enable row level security;
create unique index invitations_one_open_an_address on public.invitations (workspace_id, email)
  where accepted_at is null and revoked_at is null;
create index invitations_workspace_id_idx on public.invitations (workspace_id);
create index invitations_invited_by_idx on public.invitations (invited_by);
create index invitations_accepted_by_idx on public.invitations (accepted_by);

create table private.invitation_codes (
  invitation_id uuid primary key references public.invitations on delete cascade,
  code_hash     bytea not null unique
);

create function private.hash_code(code text)
  returns bytea
  language sql immutable set search_path = ''
as $$
  select sha256(convert_to(code, 'UTF8'));
$$;

create function private.note_invitation_change()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
declare
  done text := case
    when tg_op = 'INSERT' then 'invitation.made'
    when new.accepted_at is distinct from old.accepted_at then 'invitation.accepted'
    when new.revoked_at is distinct from old.revoked_at then 'invitation.revoked'
    when new.sends > old.sends then 'invitation.sent'
    when new.expires_at is distinct from old.expires_at then 'invitation.renewed'
  end;
begin
  if done is not null then
    insert into public.audit_log (workspace_id, actor, action, details)
    values (new.workspace_id, (select auth.uid()), done,
      jsonb_build_object('invitation_id', new.id, 'email', new.email, 'role', new.role));
  end if;
  return null;
end;
$$;
create trigger note_invitation_change after insert or update on public.invitations
  for each row execute function private.note_invitation_change();

create function private.invite_member(workspace uuid, address text, wanted_role text)
  returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  to_address text := lower(btrim(address));
  made uuid;
begin
  perform private.require_member(workspace);
  if wanted_role is null or wanted_role not in ('admin', 'member') then
    perform private.refuse(400, 'team/bad-role', 'A member is an admin or a member.');
  end if;
  if wanted_role = 'admin' then perform private.require_admin(workspace); end if;
  if to_address is null or not private.is_email(to_address) then
    perform private.refuse(400, 'invitation/bad-email', 'This is not an e-mail address.');
  end if;
  perform from public.workspaces where id = workspace for update;
  if exists (
    select from public.members join public.profiles on profiles.id = members.user_id
    where members.workspace_id = workspace and lower(profiles.email) = to_address) then
    perform private.refuse(409, 'invitation/already-member', 'This person is already a member.');
  end if;
  if (select count(*) from public.invitations
      where workspace_id = workspace and accepted_at is null and revoked_at is null) >= 200 then
    perform private.refuse(429, 'invitation/too-many', 'There are 200 open invitations. Revoke some first.');
  end if;
  insert into public.invitations (workspace_id, email, role, invited_by)
  values (workspace, to_address, wanted_role, (select auth.uid()))
  on conflict do nothing
  returning id into made;
  if made is null then
    perform private.refuse(409, 'invitation/already-invited', 'This person is already invited. You can send the invitation again.');
  end if;
  return made;
end;
$$;

-- The open invitation, if the caller may change it: an admin any; a member those of members.
create function private.open_invitation(invitation uuid)
  returns public.invitations
  language plpgsql security definer set search_path = ''
as $$
declare
  found_one public.invitations;
begin
  select * into found_one from public.invitations where id = invitation for update;
  if found_one.id is null or not private.is_member(found_one.workspace_id) then
    perform private.refuse(404, 'invitation/not-found', 'There is no such invitation.');
  end if;
  if found_one.role = 'admin' then perform private.require_admin(found_one.workspace_id); end if;
  if found_one.accepted_at is not null then
    perform private.refuse(409, 'invitation/accepted', 'This invitation was accepted already.');
  end if;
  if found_one.revoked_at is not null then
    perform private.refuse(409, 'invitation/revoked', 'This invitation was revoked.');
  end if;
  return found_one;
end;
$$;

create function private.resend_invitation(invitation uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  open_one public.invitations := private.open_invitation(invitation);
begin
  if open_one.sends >= 10 then
    perform private.refuse(429, 'invitation/too-many', 'This invitation was sent 10 times. Revoke it and invite again.');
  end if;
  update public.invitations set expires_at = now() + interval '7 days' where id = invitation;
end;
$$;

create function private.revoke_invitation(invitation uuid)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  open_one public.invitations := private.open_invitation(invitation);
begin
  if open_one.invited_by is distinct from (select auth.uid()) then
    perform private.require_admin(open_one.workspace_id);
  end if;
  update public.invitations set revoked_at = now() where id = invitation;
  delete from private.invitation_codes where invitation_id = invitation;
end;
$$;

-- For the function that sends the mail, and nobody else: makes the code; one made before stops working.
create function private.issue_invitation_code(invitation uuid)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
declare
  open_one public.invitations;
  code text := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
begin
  select * into open_one from public.invitations where id = invitation for update;
  if open_one.id is null or open_one.accepted_at is not null or open_one.revoked_at is not null
     or open_one.expires_at <= now() then
    perform private.refuse(404, 'invitation/not-found', 'There is no such open invitation.');
  end if;
  if open_one.sends >= 10 then
    perform private.refuse(429, 'invitation/too-many', 'This invitation was sent 10 times. Revoke it and invite again.');
  end if;
  -- Nobody may use Ptero to fill mailboxes; invitations that were revoked count as well.
  if (select coalesce(sum(sends), 0) from public.invitations
      where invited_by = open_one.invited_by and sent_at > now() - interval '1 day') >= 100 then
    perform private.refuse(429, 'invitation/too-many', 'You have sent 100 invitations since yesterday. Try again tomorrow.');
  end if;
  insert into private.invitation_codes (invitation_id, code_hash) values (invitation, private.hash_code(code))
  on conflict (invitation_id) do update set code_hash = excluded.code_hash;
  update public.invitations set sends = sends + 1, sent_at = now() where id = invitation;
  return jsonb_build_object('code', code, 'email', open_one.email, 'role', open_one.role, 'expires_at', open_one.expires_at,
    'workspace', (select name from public.workspaces where id = open_one.workspace_id),
    'invited_by', (select name from public.profiles where id = open_one.invited_by));
end;
$$;

create function private.invitation_by_code(code text)
  returns public.invitations
  language sql stable security definer set search_path = ''
as $$
  select invitations.*
  from private.invitation_codes join public.invitations on invitations.id = invitation_id
  where code_hash = private.hash_code(code);
$$;

create function private.refuse_unless_open(invitation public.invitations)
  returns void
  language plpgsql stable set search_path = ''
as $$
begin
  if invitation.id is null or invitation.revoked_at is not null then
    perform private.refuse(404, 'invitation/not-found', 'This invitation does not exist any more. Ask for a new one.');
  end if;
  if invitation.accepted_at is not null then
    perform private.refuse(409, 'invitation/accepted', 'This invitation was accepted already.');
  end if;
  if invitation.expires_at <= now() then
    perform private.refuse(410, 'invitation/expired', 'This invitation has expired. Ask for a new one.');
  end if;
end;
$$;

create function private.preview_invitation(code text)
  returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  invitation public.invitations := private.invitation_by_code(code);
begin
  perform private.refuse_unless_open(invitation);
  return jsonb_build_object('workspace', (select name from public.workspaces where id = invitation.workspace_id),
    'invited_by', (select name from public.profiles where id = invitation.invited_by),
    'email', invitation.email, 'role', invitation.role, 'expires_at', invitation.expires_at);
end;
$$;

-- Whoever holds the mailed code joins, with whatever account is signed in.
create function private.accept_invitation(code text)
  returns uuid
  language plpgsql security definer set search_path = ''
as $$
declare
  me uuid := (select auth.uid());
  invitation public.invitations;
begin
  if not exists (select from public.profiles where id = me) then
    perform private.refuse(401, 'account/signed-out', 'Sign in first.');
  end if;
  select * into invitation from public.invitations
  where id = (private.invitation_by_code(code)).id for update;
  perform private.refuse_unless_open(invitation);
  insert into public.members (workspace_id, user_id, role) values (invitation.workspace_id, me, invitation.role)
  on conflict (workspace_id, user_id) do update
    set role = case when members.role = 'admin' then 'admin' else excluded.role end;
  update public.invitations set accepted_at = now(), accepted_by = me where id = invitation.id;
  return invitation.workspace_id;
end;
$$;

create function public.invite_member(workspace_id uuid, email text, role text default 'member') returns uuid
  language sql volatile set search_path = '' as $$ select private.invite_member(workspace_id, email, role); $$;
create function public.resend_invitation(invitation_id uuid) returns void
  language sql volatile set search_path = '' as $$ select private.resend_invitation(invitation_id); $$;
create function public.revoke_invitation(invitation_id uuid) returns void
  language sql volatile set search_path = '' as $$ select private.revoke_invitation(invitation_id); $$;
create function public.issue_invitation_code(invitation_id uuid) returns jsonb
  language sql volatile set search_path = '' as $$ select private.issue_invitation_code(invitation_id); $$;
create function public.preview_invitation(code text) returns jsonb
  language sql stable set search_path = '' as $$ select private.preview_invitation(code); $$;
create function public.accept_invitation(code text) returns uuid
  language sql volatile set search_path = '' as $$ select private.accept_invitation(code); $$;

revoke all on public.invitations from anon, authenticated;
revoke all on private.invitation_codes from public, anon, authenticated, service_role;
revoke all on function
  private.hash_code(text), private.note_invitation_change(), private.invite_member(uuid, text, text),
  private.open_invitation(uuid), private.resend_invitation(uuid), private.revoke_invitation(uuid),
  private.issue_invitation_code(uuid), private.invitation_by_code(text), private.refuse_unless_open(public.invitations),
  private.preview_invitation(text), private.accept_invitation(text),
  public.invite_member(uuid, text, text), public.resend_invitation(uuid), public.revoke_invitation(uuid),
  public.issue_invitation_code(uuid), public.preview_invitation(text), public.accept_invitation(text)
  from public, anon, authenticated, service_role;

grant all on public.invitations to service_role;
grant execute on function private.issue_invitation_code(uuid), public.issue_invitation_code(uuid) to service_role;
grant execute on function private.preview_invitation(text), public.preview_invitation(text) to anon, authenticated;
grant execute on function
  private.invite_member(uuid, text, text), private.resend_invitation(uuid), private.revoke_invitation(uuid),
  private.accept_invitation(text),
  public.invite_member(uuid, text, text), public.resend_invitation(uuid), public.revoke_invitation(uuid),
  public.accept_invitation(text)
  to authenticated;
grant select on public.invitations to authenticated;

create policy "members see the invitations of their workspaces" on public.invitations
  for select to authenticated
  using (workspace_id = any (array(select private.my_workspaces())));
