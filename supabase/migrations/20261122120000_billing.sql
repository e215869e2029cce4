-- What a plan is: money, what is known of payments, and the one function that says in which state a workspace is.
-- The clock is always passed in. Periods are 720 hours and a trial is 168, whatever a zone's clock does.

create function private.packs_for(monthly_users integer)
  returns integer
  language sql immutable strict set search_path = ''
as $$
  select (greatest(monthly_users - 25000, 0) + 24999) / 25000;
$$;

create function private.amount_cents(packs integer)
  returns integer
  language sql immutable strict set search_path = ''
as $$
  select packs * 2500;
$$;

alter table public.plans
  add trial_began_at         timestamptz,
  add trial_ends_at          timestamptz,
  add period_start           timestamptz,
  add period_end             timestamptz,
  add paid_packs             integer not null default 0 constraint plans_paid_packs_are_counted check (paid_packs >= 0),
  add cancel_at              timestamptz,
  add past_due_since         timestamptz,
  add grace_ends_at          timestamptz,
  add stripe_customer_id     text constraint plans_one_workspace_a_customer unique,
  add stripe_subscription_id text,
  add invoice_email          text constraint plans_invoice_email_is_an_address check (private.is_email(invoice_email)),
  -- As of when the row is right, and the newest word from Stripe in it.
  add updated_at             timestamptz,
  add snapshot_at            timestamptz,
  add constraint plans_trials_have_seven_days check (
    trial_ends_at is not distinct from trial_began_at + interval '168 hours'),
  add constraint plans_grace_has_seven_days check (
    grace_ends_at is not distinct from past_due_since + interval '168 hours');

create table public.plan_changes (
  id           bigint generated always as identity primary key,
  workspace_id uuid not null references public.workspaces on delete cascade,
  "from"       text not null,
  "to"         text not null,
  cause        text not null,
  reason       text not null,
  at           timestamptz not null
);
alter table public.plan_changes enable row level security;
create index plan_changes_workspace_id_idx on public.plan_changes (workspace_id, id desc);

create table public.billing_invoices (
  id           text primary key,
  workspace_id uuid not null references public.workspaces on delete cascade,
  status       text not null,
  amount_cents integer not null,
  due_at       timestamptz,
  hosted_url   text,
  read_at      timestamptz not null
);
alter table public.billing_invoices enable row level security;
create index billing_invoices_workspace_id_idx on public.billing_invoices (workspace_id, due_at desc);

-- What Stripe said, newest word of each subscription; '' is "there is none". Every column grows in one direction, so that the
-- order in which words arrive does not matter.
create table private.subscriptions (
  workspace_id    uuid not null references public.workspaces on delete cascade,
  subscription_id text not null,
  snapshot        jsonb not null,
  read_at         timestamptz not null,
  paid_until      timestamptz,
  -- The quantity of a period is what it was when the period was first seen: later changes are for the next one.
  period_start    timestamptz,
  period_packs    integer,
  period_read_at  timestamptz,
  primary key (workspace_id, subscription_id)
);

-- The 30-day count when what was free or paid for had run out, by which it was decided. Never changed afterwards.
create table private.deadline_counts (
  workspace_id  uuid not null references public.workspaces on delete cascade,
  at            timestamptz not null,
  monthly_users integer not null,
  primary key (workspace_id, at)
);

create view private.current_subscriptions with (security_invoker = true) as
  select distinct on (s.workspace_id) s.*, s.snapshot ->> 'status' as status,
    (s.snapshot ->> 'cancel_at_period_end')::boolean as cancels,
    (s.snapshot ->> 'period_end')::timestamptz as period_end,
    s.snapshot ->> 'status' in ('trialing', 'active', 'past_due', 'unpaid') as lives
  from private.subscriptions s
  where s.subscription_id <> '' and not exists (
    select from private.subscriptions none
    where none.workspace_id = s.workspace_id and none.subscription_id = '' and none.read_at > s.read_at)
  order by s.workspace_id, lives desc, s.read_at desc, s.subscription_id;

-- plpgsql keeps its plans, which counts where a function is called for every workspace.
create function private.monthly_users(workspace uuid, at timestamptz)
  returns integer
  language plpgsql stable security definer set search_path = ''
as $$
begin
  return coalesce((
    select u.monthly_users from public.usage_days u
    where u.workspace_id = workspace and u.day <= (at at time zone 'UTC')::date
    order by u.day desc limit 1), 0);
end;
$$;

-- Takes a word from Stripe into account.
create function private.take_snapshot(workspace uuid, snapshot jsonb)
  returns void
  language plpgsql security definer set search_path = ''
as $$
declare
  invoice jsonb := nullif(snapshot -> 'latest_invoice', 'null');
  known_customer text := (select stripe_customer_id from public.plans where workspace_id = workspace);
  said text := snapshot ->> 'status';
begin
  if jsonb_typeof(snapshot) is distinct from 'object' or snapshot ->> 'read_at' is null
     or (said is null) <> (snapshot ->> 'subscription_id' is null)
     or said not in ('trialing', 'active', 'past_due', 'canceled', 'unpaid', 'incomplete', 'incomplete_expired', 'paused') then
    perform private.refuse(400, 'billing/malformed', 'This is not a subscription as it was read from Stripe.');
  end if;
  if known_customer <> snapshot ->> 'customer_id' then
    perform private.refuse(409, 'billing/other-customer', 'This subscription belongs to another customer than the workspace does.');
  end if;
  insert into private.subscriptions as known
    (workspace_id, subscription_id, snapshot, read_at, paid_until, period_start, period_packs, period_read_at)
  values (workspace, coalesce(snapshot ->> 'subscription_id', ''), snapshot, (snapshot ->> 'read_at')::timestamptz,
    case when said in ('trialing', 'active', 'canceled') and coalesce(invoice ->> 'status', 'paid') = 'paid'
      then (snapshot ->> 'period_end')::timestamptz end,
    (snapshot ->> 'period_start')::timestamptz,
    case when said = 'trialing' then 0 else coalesce((snapshot ->> 'packs')::integer, 0) end,
    (snapshot ->> 'read_at')::timestamptz)
  on conflict (workspace_id, subscription_id) do update set
    snapshot = case when (excluded.read_at, excluded.snapshot::text) > (known.read_at, known.snapshot::text)
      then excluded.snapshot else known.snapshot end,
    read_at = greatest(known.read_at, excluded.read_at),
    paid_until = greatest(known.paid_until, excluded.paid_until),
    (period_start, period_packs, period_read_at) = (
      select p.a, p.b, p.c from (values
        (known.period_start, known.period_packs, known.period_read_at),
        (excluded.period_start, excluded.period_packs, excluded.period_read_at)) p (a, b, c)
      order by p.a desc nulls last, p.c, p.b limit 1);
  if invoice is not null then
    insert into public.billing_invoices as known (id, workspace_id, status, amount_cents, due_at, hosted_url, read_at)
    values (invoice ->> 'id', workspace, invoice ->> 'status', (invoice ->> 'amount_cents')::integer,
      (invoice ->> 'due_at')::timestamptz, invoice ->> 'hosted_url', (snapshot ->> 'read_at')::timestamptz)
    on conflict (id) do update set status = excluded.status, amount_cents = excluded.amount_cents,
      due_at = excluded.due_at, hosted_url = excluded.hosted_url, read_at = excluded.read_at
    where known.workspace_id = excluded.workspace_id
      and (excluded.read_at, excluded.status, excluded.amount_cents) > (known.read_at, known.status, known.amount_cents);
  end if;
  update public.plans set stripe_customer_id = snapshot ->> 'customer_id'
  where workspace_id = workspace and stripe_customer_id is null and snapshot ->> 'customer_id' is not null;
end;
$$;

-- After what was free or paid for has run out: the count at that moment decides, and again every 30 days. Answers since when a
-- workspace is above what is free, or null with the day on which it is looked at next.
create function private.count_at_deadlines(workspace uuid, ran_out timestamptz, at timestamptz, out above_since timestamptz,
    out next_deadline timestamptz)
  language plpgsql security definer set search_path = ''
as $$
declare
  counted integer;
begin
  next_deadline := ran_out;
  while next_deadline <= at loop
    insert into private.deadline_counts values (workspace, next_deadline, private.monthly_users(workspace, next_deadline))
    on conflict do nothing;
    select monthly_users into counted from private.deadline_counts r
    where r.workspace_id = workspace and r.at = next_deadline;
    if private.packs_for(counted) > 0 then
      above_since := next_deadline;
      next_deadline := null;
      return;
    end if;
    next_deadline := next_deadline + interval '720 hours';
  end loop;
end;
$$;

-- The one transition: takes what is new into account (`facts`: nothing, or {snapshot}), works the state out of all that is
-- known, and writes down every change of it with its reason. An `at` before the last one counts as the last one.
create function private.plan_transition(workspace uuid, cause text, facts jsonb, at timestamptz)
  returns public.plans
  language plpgsql security definer set search_path = ''
as $$
declare
  before public.plans;
  plan public.plans;
  s private.current_subscriptions;
  paid_until timestamptz;
  ran_out timestamptz;
  deadline record;
  reason text;
begin
  insert into public.plans (workspace_id)
  select workspace where not exists (select from public.plans p where p.workspace_id = workspace) on conflict do nothing;
  select * into before from public.plans p where p.workspace_id = workspace for update;
  at := greatest(at, before.updated_at);
  if facts ? 'snapshot' then perform private.take_snapshot(workspace, facts -> 'snapshot'); end if;
  select * into plan from public.plans p where p.workspace_id = workspace;
  if plan.trial_began_at is null and private.packs_for(private.monthly_users(workspace, at)) > 0 then
    plan.trial_began_at := at;
    plan.trial_ends_at := at + interval '168 hours';
  end if;
  select * into s from private.current_subscriptions c where c.workspace_id = workspace;
  select max(k.paid_until), max(k.read_at) into paid_until, plan.snapshot_at
  from private.subscriptions k where k.workspace_id = workspace;
  s.lives := coalesce(s.lives and not (s.cancels and s.period_end <= at), false);
  ran_out := greatest(plan.trial_ends_at, paid_until);
  plan.stripe_subscription_id := s.subscription_id;
  plan.paid_packs := 0;
  plan.period_start := s.period_start;
  plan.period_end := s.period_end;
  plan.cancel_at := case when s.lives and s.cancels then s.period_end end;
  plan.past_due_since := case when s.lives and s.status in ('past_due', 'unpaid') then coalesce(ran_out, s.period_start) end;
  plan.grace_ends_at := plan.past_due_since + interval '168 hours';
  if s.lives then plan.paid_packs := s.period_packs; end if;

  if at < plan.trial_ends_at then
    plan.state := 'trialing';
    reason := 'above 25,000 users for the first time';
    plan.paid_packs := 0;
    plan.period_start := plan.trial_began_at;
    plan.period_end := plan.trial_ends_at;
  elsif plan.grace_ends_at <= at then
    plan.state := 'read_only';
    plan.paid_packs := 0;
    reason := 'the payment was missing for seven days';
  elsif s.lives and s.status = 'trialing' then
    plan.state := 'trialing';
    reason := 'Stripe has not said yet how the trial ended';
  elsif s.lives and plan.paid_packs = 0 then
    plan.state := 'free';
    reason := '25,000 users or fewer at the renewal';
  elsif s.lives and s.cancels then
    plan.state := 'cancelling';
    reason := 'the subscription was cancelled';
  elsif s.lives then
    plan.state := 'active';
    reason := case before.state when 'cancelling' then 'the subscription was resumed' else 'the payment arrived' end;
  elsif at < paid_until then
    plan.paid_packs := coalesce(s.period_packs, 0);
    plan.state := case when plan.paid_packs > 0 then 'cancelling' else 'free' end;
    plan.cancel_at := paid_until;
    reason := 'the subscription was ended, and its period is paid';
  elsif ran_out is null then
    plan.state := 'free';
    reason := 'never above 25,000 users';
  else
    deadline := private.count_at_deadlines(workspace, ran_out, at);
    plan.period_start := deadline.next_deadline - interval '720 hours';
    plan.period_end := deadline.next_deadline;
    if deadline.above_since is not null then
      plan.state := 'read_only';
      reason := case when paid_until is null or before.state = 'trialing' then 'the trial ended without payment'
        when deadline.above_since = ran_out then 'the paid period ended without a renewal'
        else 'above 25,000 users at the end of a free period, without payment' end;
    else
      plan.state := 'free';
      reason := '25,000 users or fewer when what was free or paid for ran out';
    end if;
  end if;

  if plan.state <> before.state then
    plan.since := at;
    insert into public.plan_changes (workspace_id, "from", "to", cause, reason, at)
    values (workspace, before.state, plan.state, cause, reason, at);
  end if;
  plan.updated_at := at;
  if plan is distinct from before then
    update public.plans p set state = plan.state, since = plan.since, trial_began_at = plan.trial_began_at,
      trial_ends_at = plan.trial_ends_at, period_start = plan.period_start, period_end = plan.period_end,
      paid_packs = plan.paid_packs, cancel_at = plan.cancel_at, past_due_since = plan.past_due_since,
      grace_ends_at = plan.grace_ends_at, stripe_subscription_id = plan.stripe_subscription_id,
      updated_at = plan.updated_at, snapshot_at = plan.snapshot_at
    where p.workspace_id = workspace;
  end if;
  return plan;
end;
$$;

-- What a member's screen shows of a plan is news; that it was looked at again is not.
drop trigger note_change on public.plans;
create trigger note_change after update on public.plans for each row
  when ((old.state, old.trial_ends_at, old.period_end, old.paid_packs, old.cancel_at, old.grace_ends_at,
      old.stripe_subscription_id, old.invoice_email)
    is distinct from (new.state, new.trial_ends_at, new.period_end, new.paid_packs, new.cancel_at, new.grace_ends_at,
      new.stripe_subscription_id, new.invoice_email))
  execute function private.note_change('workspace_id', 'workspace_id');

revoke all on public.plans, public.plan_changes, public.billing_invoices from anon, authenticated;
revoke all on sequence public.plan_changes_id_seq from anon, authenticated;
revoke all on private.subscriptions, private.deadline_counts, private.current_subscriptions
  from public, anon, authenticated, service_role;
revoke all on function
  private.packs_for(integer), private.amount_cents(integer), private.monthly_users(uuid, timestamptz),
  private.take_snapshot(uuid, jsonb), private.count_at_deadlines(uuid, timestamptz, timestamptz),
  private.plan_transition(uuid, text, jsonb, timestamptz)
  from public, anon, authenticated, service_role;
-- A plan is written by the functions above alone: the service reads it like everybody else who may.
revoke all on public.plans, public.plan_changes, public.billing_invoices from service_role;
grant select on public.plans, public.plan_changes, public.billing_invoices to service_role;
grant select on public.plan_changes, public.billing_invoices to authenticated;
grant select (workspace_id, state, since, trial_began_at, trial_ends_at, period_start, period_end, cancel_at, grace_ends_at,
  updated_at) on public.plans to authenticated;

create policy "admins read how the plan of their workspaces changed" on public.plan_changes
  for select to authenticated
  using (workspace_id = any (array(select private.my_admin_workspaces())));
create policy "admins read the invoices of their workspaces" on public.billing_invoices
  for select to authenticated
  using (workspace_id = any (array(select private.my_admin_workspaces())));
