-- What the billing functions call with the secret key, and nobody else: they talk to Stripe, Postgres decides.

create table private.stripe_events (
  event_id     text primary key,
  workspace_id uuid not null references public.workspaces on delete cascade,
  created      timestamptz not null,
  received_at  timestamptz not null
);
create index stripe_events_workspace on private.stripe_events (workspace_id);

-- One a workspace. The key is sent to Stripe, so that trying again after a crash finds the session that was made.
create table private.checkout_sessions (
  workspace_id    uuid primary key references public.workspaces on delete cascade,
  idempotency_key uuid not null default gen_random_uuid(),
  session_id      text,
  packs           integer not null,
  trial_ends_at   timestamptz,
  begun_by        uuid,
  begun_at        timestamptz not null,
  expires_at      timestamptz not null
);

create function private.require_workspace(workspace uuid)
  returns public.plans
  language plpgsql security definer set search_path = ''
as $$
declare
  plan public.plans;
begin
  select * into plan from public.plans where workspace_id = workspace for update;
  if plan.workspace_id is null then
    perform private.refuse(404, 'team/not-found', 'There is no such workspace.');
  end if;
  return plan;
end;
$$;

-- The count that is charged for. What stopped a workspace stands until it pays: without pulls a newer count says nothing.
create function private.billed_users(plan public.plans, at timestamptz)
  returns integer
  language plpgsql stable security definer set search_path = ''
as $$
begin
  if plan.state <> 'read_only' then return private.monthly_users(plan.workspace_id, at); end if;
  return greatest(25001, (
    select r.monthly_users from private.deadline_counts r
    where r.workspace_id = plan.workspace_id and r.at <= billed_users.at order by r.at desc limit 1));
end;
$$;

create function private.billing_facts(workspace uuid, at timestamptz)
  returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  plan public.plans;
  s private.current_subscriptions;
  users integer;
begin
  select * into plan from public.plans where workspace_id = workspace;
  if plan.workspace_id is null then
    perform private.refuse(404, 'team/not-found', 'There is no such workspace.');
  end if;
  at := greatest(at, plan.updated_at);
  select * into s from private.current_subscriptions where workspace_id = workspace;
  users := private.billed_users(plan, at);
  return jsonb_build_object('state', plan.state, 'monthly_users', users, 'packs', private.packs_for(users),
    'amount_cents', private.amount_cents(private.packs_for(users)), 'paid_packs', plan.paid_packs,
    'trial_ends_at', plan.trial_ends_at, 'period_start', plan.period_start, 'period_end', plan.period_end,
    'cancel_at', plan.cancel_at, 'past_due_since', plan.past_due_since, 'grace_ends_at', plan.grace_ends_at,
    'customer_id', plan.stripe_customer_id, 'subscription_id', plan.stripe_subscription_id,
    'subscription_status', s.status, 'subscribed', coalesce(s.lives, false), 'next_packs', s.snapshot -> 'packs',
    'invoice_email', plan.invoice_email, 'name', (select name from public.workspaces where id = workspace));
end;
$$;

create function private.billing_apply(workspace uuid, snapshot jsonb, cause text, at timestamptz)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
declare
  before public.plans := private.require_workspace(workspace);
  after public.plans;
begin
  after := private.plan_transition(workspace, coalesce(cause, 'applied'), jsonb_build_object('snapshot', snapshot), at);
  delete from private.checkout_sessions c
  where c.workspace_id = workspace and exists (
    select from private.current_subscriptions s where s.workspace_id = workspace and s.lives and s.read_at > c.begun_at);
  return jsonb_build_object('applied', true, 'from', before.state, 'state', after.state,
    'changed', (before.state, before.period_end, before.paid_packs, before.cancel_at, before.grace_ends_at, before.stripe_subscription_id)
      is distinct from (after.state, after.period_end, after.paid_packs, after.cancel_at, after.grace_ends_at, after.stripe_subscription_id));
end;
$$;

-- An event counts once, and in the transaction that applies it: what fails is not recorded and may come again.
create function private.billing_receive(event_id text, event_created timestamptz, workspace uuid, snapshot jsonb, at timestamptz)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (select from public.workspaces where id = workspace) then
    return jsonb_build_object('applied', false, 'why', 'no such workspace');
  end if;
  insert into private.stripe_events values (event_id, workspace, event_created, at) on conflict do nothing;
  if not found then return jsonb_build_object('applied', false, 'why', 'seen before'); end if;
  return private.billing_apply(workspace, snapshot, 'event', at);
end;
$$;

create function private.require_billing_admin(workspace uuid, person uuid)
  returns void
  language plpgsql stable security definer set search_path = ''
as $$
declare
  found_role text := (select role from public.members where workspace_id = workspace and user_id = person);
begin
  if found_role is null then
    perform private.refuse(404, 'team/not-found', 'There is no such workspace, or you are not a member of it.');
  elsif found_role <> 'admin' then
    perform private.refuse(403, 'billing/admins-only', 'Only an admin of the workspace can change how it is paid for.');
  end if;
end;
$$;

create function private.billing_checkout_begin(workspace uuid, person uuid, at timestamptz)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
declare
  plan public.plans;
  facts jsonb;
  session private.checkout_sessions;
begin
  perform private.require_billing_admin(workspace, person);
  perform private.require_workspace(workspace);
  plan := private.plan_transition(workspace, 'checkout', '{}', at);
  facts := private.billing_facts(workspace, at);
  if (facts ->> 'subscribed')::boolean then
    if plan.past_due_since is not null then
      perform private.refuse(409, 'billing/invoice-open', 'The last invoice is not paid yet. Pay it with Manage card; everything comes back at once.');
    end if;
    perform private.refuse(409, 'billing/already-paying', 'This workspace has a subscription already.');
  end if;
  if (facts ->> 'packs')::integer = 0 then
    perform private.refuse(409, 'billing/nothing-to-pay', 'Up to 25,000 monthly active users are free, so there is nothing to pay.');
  end if;
  -- Stripe keeps a session and an idempotency key for 24 hours.
  delete from private.checkout_sessions c
  where c.workspace_id = workspace and (c.expires_at <= plan.updated_at or c.begun_at < plan.updated_at - interval '23 hours');
  insert into private.checkout_sessions (workspace_id, packs, trial_ends_at, begun_by, begun_at, expires_at)
  values (workspace, (facts ->> 'packs')::integer,
    case when plan.trial_ends_at > plan.updated_at then plan.trial_ends_at end, person, plan.updated_at,
    plan.updated_at + interval '24 hours')
  on conflict do nothing;
  select * into session from private.checkout_sessions c where c.workspace_id = workspace;
  return jsonb_build_object('idempotency_key', session.idempotency_key, 'packs', session.packs,
    'trial_ends_at', session.trial_ends_at, 'customer_id', plan.stripe_customer_id, 'open_session_id', session.session_id,
    'invoice_email', plan.invoice_email, 'name', facts -> 'name');
end;
$$;

create function private.billing_checkout_opened(workspace uuid, session text, until timestamptz)
  returns void
  language sql volatile security definer set search_path = ''
as $$
  update private.checkout_sessions set session_id = session, expires_at = until where workspace_id = workspace;
$$;

create function private.set_invoice_email(workspace uuid, email text)
  returns void
  language plpgsql security definer set search_path = ''
as $$
begin
  perform private.require_billing_admin(workspace, (select auth.uid()));
  if not private.is_email(lower(btrim(email))) then
    perform private.refuse(400, 'billing/bad-email', 'This is not an e-mail address.');
  end if;
  update public.plans set invoice_email = lower(btrim(email)) where workspace_id = workspace;
end;
$$;

-- A workspace that goes must not go on paying. The service, which has no person behind it, ends subscriptions by itself.
create function private.keep_paying_workspaces()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if (select auth.uid()) is not null and exists (
    select from private.current_subscriptions s where s.workspace_id = old.id and s.lives and not coalesce(s.cancels, false)) then
    perform private.refuse(409, 'billing/still-paying',
      old.name || ' has a running subscription. Cancel it under Settings, Billing and usage first; then this can be deleted.');
  end if;
  return old;
end;
$$;
create trigger keep_paying_workspaces before delete on public.workspaces
  for each row execute function private.keep_paying_workspaces();

create function public.billing_facts(workspace_id uuid, at timestamptz) returns jsonb
  language sql stable set search_path = '' as $$ select private.billing_facts(workspace_id, at); $$;
create function public.billing_apply(workspace_id uuid, snapshot jsonb, cause text, at timestamptz) returns jsonb
  language sql volatile set search_path = '' as $$ select private.billing_apply(workspace_id, snapshot, cause, at); $$;
create function public.billing_receive(event_id text, event_created timestamptz, workspace_id uuid, snapshot jsonb, at timestamptz)
  returns jsonb language sql volatile set search_path = ''
  as $$ select private.billing_receive(event_id, event_created, workspace_id, snapshot, at); $$;
create function public.billing_checkout_begin(workspace_id uuid, user_id uuid, at timestamptz) returns jsonb
  language sql volatile set search_path = '' as $$ select private.billing_checkout_begin(workspace_id, user_id, at); $$;
create function public.billing_checkout_opened(workspace_id uuid, session_id text, expires_at timestamptz) returns void
  language sql volatile set search_path = ''
  as $$ select private.billing_checkout_opened(workspace_id, session_id, expires_at); $$;
create function public.set_invoice_email(workspace_id uuid, email text) returns void
  language sql volatile set search_path = '' as $$ select private.set_invoice_email(workspace_id, email); $$;

revoke all on private.stripe_events, private.checkout_sessions from public, anon, authenticated, service_role;
revoke all on function
  private.require_workspace(uuid), private.billed_users(public.plans, timestamptz), private.billing_facts(uuid, timestamptz),
  private.billing_apply(uuid, jsonb, text, timestamptz), private.billing_receive(text, timestamptz, uuid, jsonb, timestamptz),
  private.require_billing_admin(uuid, uuid), private.billing_checkout_begin(uuid, uuid, timestamptz),
  private.billing_checkout_opened(uuid, text, timestamptz), private.set_invoice_email(uuid, text), private.keep_paying_workspaces(),
  public.billing_facts(uuid, timestamptz), public.billing_apply(uuid, jsonb, text, timestamptz),
  public.billing_receive(text, timestamptz, uuid, jsonb, timestamptz), public.billing_checkout_begin(uuid, uuid, timestamptz),
  public.billing_checkout_opened(uuid, text, timestamptz), public.set_invoice_email(uuid, text)
  from public, anon, authenticated, service_role;
grant execute on function
  private.billing_facts(uuid, timestamptz), private.billing_apply(uuid, jsonb, text, timestamptz),
  private.billing_receive(text, timestamptz, uuid, jsonb, timestamptz), private.billing_checkout_begin(uuid, uuid, timestamptz),
  private.billing_checkout_opened(uuid, text, timestamptz),
  public.billing_facts(uuid, timestamptz), public.billing_apply(uuid, jsonb, text, timestamptz),
  public.billing_receive(text, timestamptz, uuid, jsonb, timestamptz), public.billing_checkout_begin(uuid, uuid, timestamptz),
  public.billing_checkout_opened(uuid, text, timestamptz)
  to service_role;
grant execute on function private.set_invoice_email(uuid, text), public.set_invoice_email(uuid, text) to authenticated;
