-- What a year of plans in every order, and one clock for all of them, asked for.

-- The clock where nobody passes one in. A test sets `ptero.clock`; whoever comes through the API cannot.
create function private.clock()
  returns timestamptz
  language sql stable set search_path = ''
as $$
  select coalesce(nullif(current_setting('ptero.clock', true), '')::timestamptz, now());
$$;
revoke all on function private.clock() from public, anon, authenticated, service_role;
alter table public.plans alter since set default private.clock();

-- The count that is charged for. What stopped a workspace stands until it pays: without pulls a newer count says nothing. That is
-- the count when the unpaid period began, or at the deadline that found it above; deadlines that were looked at before all was
-- known of the payments say nothing.
create or replace function private.billed_users(plan public.plans, at timestamptz)
  returns integer
  language plpgsql stable security definer set search_path = ''
as $$
declare
  ran_out timestamptz;
begin
  if plan.state <> 'read_only' then return private.monthly_users(plan.workspace_id, at); end if;
  if plan.past_due_since is not null then
    return greatest(25001, private.monthly_users(plan.workspace_id, plan.past_due_since));
  end if;
  ran_out := greatest(plan.trial_ends_at,
    (select max(s.paid_until) from private.subscriptions s where s.workspace_id = plan.workspace_id));
  return greatest(25001, (
    select r.monthly_users from private.deadline_counts r
    where r.workspace_id = plan.workspace_id and r.at between ran_out and billed_users.at
      and mod(extract(epoch from r.at - ran_out), 2592000) = 0 and private.packs_for(r.monthly_users) > 0
    order by r.at limit 1));
end;
$$;

-- The period that an alert belongs to: the trial, also until Stripe has said how it ended, the paid one, or 30 days from when the
-- state began.
create or replace function private.alert_period(plan public.plans, at timestamptz)
  returns timestamptz
  language sql immutable set search_path = ''
as $$
  select coalesce(case plan.state when 'trialing' then plan.trial_began_at end, plan.period_start, plan.since + floor(
    greatest(extract(epoch from at - plan.since), 0) / 2592000) * interval '720 hours');
$$;

-- Every mail that is due, once. The end of a trial is ours and then Stripe's, which may be some milliseconds apart.
create or replace function private.note_mails_due(at timestamptz)
  returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  with known as (
    select p.*, s.lives and not coalesce(s.cancels, false) as renews, private.billed_users(p, note_mails_due.at) as users
    from public.plans p left join private.current_subscriptions s using (workspace_id)
    -- Only where a mail may be due now. One that is three days late is not sent any more.
    where p.state = 'trialing' or p.cancel_at > note_mails_due.at or p.grace_ends_at > note_mails_due.at
      or (p.state = 'read_only' and p.since > note_mails_due.at - interval '72 hours')
      or (p.period_end > note_mails_due.at and p.period_end <= note_mails_due.at + interval '72 hours')),
  plan as (select k.*, private.packs_for(k.users) as packs, private.amount_cents(private.packs_for(k.users)) as amount from known k),
  due (workspace_id, kind, key, data) as (
    select workspace_id, 'trial_began', 'trial_began', jsonb_build_object('monthly_users', users, 'packs', packs,
      'amount_cents', amount, 'trial_ends_at', trial_ends_at)
    from plan where state = 'trialing' and note_mails_due.at < trial_ends_at - interval '48 hours'
    union all
    select workspace_id, 'trial_two_days_left', 'trial_two_days_left', jsonb_build_object('monthly_users', users, 'packs', packs,
      'amount_cents', amount, 'trial_ends_at', trial_ends_at)
    from plan where state = 'trialing' and note_mails_due.at >= trial_ends_at - interval '48 hours'
      and note_mails_due.at < trial_ends_at and not coalesce(renews, false)
    union all
    select p.workspace_id, case when c."from" = 'trialing' then 'trial_over' else 'read_only' end, 'read_only ' || c.id,
      jsonb_build_object('reason', c.reason, 'since', c.at, 'monthly_users', p.users, 'packs', p.packs, 'amount_cents', p.amount)
    from plan p cross join lateral (
      select * from public.plan_changes c where c.workspace_id = p.workspace_id order by c.id desc limit 1) c
    where p.state = 'read_only'
    union all
    select workspace_id, case when coalesce(renews, false) then 'amount_due' else 'payment_needed' end,
      case state when 'trialing' then 'amount_due trial' else format('amount_due %s', extract(epoch from period_end)::bigint) end,
      jsonb_build_object('monthly_users', users, 'packs', packs, 'amount_cents', amount, 'due_at', period_end)
    from plan where amount > 0 and note_mails_due.at >= period_end - interval '72 hours' and note_mails_due.at < period_end
      and (renews or (state = 'free' and cancel_at is null))
    union all
    select workspace_id, 'cancelled_until', format('cancelled_until %s', extract(epoch from cancel_at)::bigint),
      jsonb_build_object('until', cancel_at)
    from plan where cancel_at > note_mails_due.at
    union all
    select i.workspace_id, 'receipt', 'receipt ' || i.id, jsonb_build_object('invoice_id', i.id, 'amount_cents', i.amount_cents,
      'hosted_url', i.hosted_url)
    from public.billing_invoices i
    where i.status = 'paid' and i.amount_cents > 0 and i.read_at > note_mails_due.at - interval '72 hours'
    union all
    select p.workspace_id, 'payment_failed', 'payment_failed ' || i.id, jsonb_build_object('invoice_id', i.id,
      'amount_cents', i.amount_cents, 'hosted_url', i.hosted_url, 'grace_ends_at', p.grace_ends_at)
    from plan p join public.billing_invoices i using (workspace_id)
    where p.grace_ends_at > note_mails_due.at and i.status = 'open' and i.amount_cents > 0)
  insert into private.billing_mails (workspace_id, kind, key, data, made_at)
  select d.workspace_id, d.kind, d.key, d.data, note_mails_due.at
  from due d
  where not exists (select from private.billing_mails m where m.workspace_id = d.workspace_id and m.key = d.key)
  on conflict do nothing;
end;
$$;

-- The plan as a member's screen shows it; what is paid, for admins.
create or replace function private.plan_of(workspace uuid)
  returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
declare
  plan public.plans;
  facts jsonb;
  at timestamptz;
  due timestamptz;
  admin boolean := private.is_admin(workspace);
begin
  perform private.require_member(workspace);
  select * into plan from public.plans where workspace_id = workspace;
  at := greatest(private.clock(), plan.updated_at);
  facts := private.billing_facts(workspace, at);
  due := case when (facts ->> 'subscribed')::boolean and plan.cancel_at is null then plan.period_end end;
  return jsonb_build_object('state', plan.state, 'since', plan.since, 'monthly_users', facts -> 'monthly_users',
      'limit', 25000 * (1 + plan.paid_packs), 'trial_ends_at', plan.trial_ends_at, 'period_end', plan.period_end,
      'cancel_at', plan.cancel_at, 'grace_ends_at', plan.grace_ends_at, 'subscribed', facts -> 'subscribed',
      'packs', null, 'next_amount_cents', null, 'next_at', null, 'invoice_email', null, 'open_invoice_url', null,
      'may', (select jsonb_object_agg(wanted, private.may(workspace, wanted) and (wanted <> 'manage_billing' or admin))
        from unnest(array['pull', 'refresh', 'create_scenario', 'store_result', 'read', 'search', 'export', 'manage_team',
          'manage_billing']) wanted))
    || case when admin then jsonb_build_object('packs', facts -> 'packs',
      'next_amount_cents', facts -> 'amount_cents', 'next_at', due, 'invoice_email', plan.invoice_email,
      'open_invoice_url', case when plan.past_due_since is not null then (
        select hosted_url from public.billing_invoices i where i.workspace_id = workspace and i.status = 'open'
        order by i.due_at desc nulls last limit 1) end) else '{}' end;
end;
$$;
-- Reasons are clauses of their own.
create or replace function private.require_may(workspace uuid, wanted text)
  returns void
  language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.may(workspace, wanted) then
    perform private.refuse(403, 'plan/read-only', format(
      'This workspace is read-only: %s. Every result stays here to read and export. An admin can pay under Settings, Billing and usage; everything works again at once.',
      coalesce((select reason from public.plan_changes where workspace_id = workspace order by id desc limit 1), 'it is not paid for')));
  end if;
end;
$$;

-- An invoice that is paid later than it was made is news of the plan; members learn no more than that.
create function private.note_invoice()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  insert into public.changes (workspace_id, entity, row_id, operation)
  values (new.workspace_id, 'plans', new.workspace_id::text, 'update');
  return null;
end;
$$;
create trigger note_invoice after insert on public.billing_invoices
  for each row when (new.status <> 'draft') execute function private.note_invoice();
create trigger note_invoice_again after update on public.billing_invoices
  for each row when ((old.status, old.amount_cents, old.hosted_url) is distinct from (new.status, new.amount_cents, new.hosted_url))
  execute function private.note_invoice();

-- Read-only keeps every result, and who deletes one could not ask for it again. A workspace, and an account, may still go with
-- all that is in it.
create function private.keep_in_read_only()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if pg_trigger_depth() = 1 and private.is_member(old.workspace_id) then
    perform private.require_may(old.workspace_id, 'create_scenario');
  end if;
  return old;
end;
$$;
create trigger keep_in_read_only before delete on public.scenarios for each row execute function private.keep_in_read_only();
create trigger keep_in_read_only before delete on public.projects for each row execute function private.keep_in_read_only();
revoke all on function private.note_invoice(), private.keep_in_read_only() from public, anon, authenticated, service_role;
