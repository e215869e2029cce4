-- The daily work: what the clock changes, what the next period costs, who is told. Doing it twice, or every hour, changes nothing.

create table private.usage_alerts (
  workspace_id uuid not null references public.workspaces on delete cascade,
  period_start timestamptz not null,
  percent      integer not null,
  at           timestamptz not null,
  primary key (workspace_id, period_start, percent)
);

-- One row a mail; `key` is what makes it the same mail.
create table private.billing_mails (
  id           uuid primary key default gen_random_uuid(),
  workspace_id uuid not null references public.workspaces on delete cascade,
  key          text not null,
  kind         text not null,
  data         jsonb not null,
  made_at      timestamptz not null,
  sent_at      timestamptz,
  unique (workspace_id, key)
);
create index billing_mails_unsent_idx on private.billing_mails (made_at) where sent_at is null;

-- Who wants no mails but bills.
create table private.mail_optouts (
  workspace_id uuid not null references public.workspaces on delete cascade,
  email        text not null,
  at           timestamptz not null,
  primary key (workspace_id, email)
);

-- The period that an alert belongs to: the paid one, or 30 days from when the state began.
create function private.alert_period(plan public.plans, at timestamptz)
  returns timestamptz
  language sql immutable set search_path = ''
as $$
  select coalesce(plan.period_start, plan.since + floor(
    greatest(extract(epoch from at - plan.since), 0) / 2592000) * interval '720 hours');
$$;

-- The quantity of the coming period, from the count of the last day of this one. Also of a subscription that is cancelled: it
-- may be resumed in its last hour.
create function private.renewals_due(at timestamptz)
  returns jsonb
  language plpgsql stable security definer set search_path = ''
as $$
begin
  return (
  with due as (
    select s.workspace_id, s.subscription_id, s.period_end, (s.snapshot ->> 'packs')::integer as quantity,
      private.monthly_users(s.workspace_id, renewals_due.at) as users
    from private.current_subscriptions s
    where s.lives and s.period_end > renewals_due.at
      and s.period_end <= renewals_due.at + interval '25 hours')
  select coalesce(jsonb_agg(jsonb_build_object('workspace_id', d.workspace_id, 'subscription_id', d.subscription_id,
    'customer_id', p.stripe_customer_id, 'packs', private.packs_for(users), 'monthly_users', users, 'period_end', d.period_end)
    order by d.period_end, d.workspace_id), '[]')
  from due d join public.plans p using (workspace_id)
  where quantity is distinct from private.packs_for(users));
end;
$$;

-- A threshold is crossed when the count reaches it and had been under it when the period began. Several at once: one mail.
create function private.note_usage_alerts(at timestamptz)
  returns void
  language plpgsql volatile security definer set search_path = ''
as $$
begin
  with counted as (
    select p, 25000 * (1 + p.paid_packs) as size, u.monthly_users as users
    from public.plans p cross join lateral (
      select d.monthly_users from public.usage_days d
      where d.workspace_id = p.workspace_id and d.day <= (note_usage_alerts.at at time zone 'UTC')::date
      order by d.day desc limit 1) u
    where p.state <> 'read_only' and u.monthly_users >= 0.85 * 25000 * (1 + p.paid_packs)),
  measured as (
    select (p).workspace_id, private.alert_period(p, note_usage_alerts.at) as period, size, users from counted),
  crossed as (
    insert into private.usage_alerts (workspace_id, period_start, percent, at)
    select m.workspace_id, m.period, t.percent, note_usage_alerts.at
    from measured m cross join unnest(array[85, 100, 110, 120, 200, 300, 400]) t (percent)
    where m.users::bigint * 100 >= m.size::bigint * t.percent
      and private.monthly_users(m.workspace_id, m.period - interval '24 hours')::bigint * 100 < m.size::bigint * t.percent
    on conflict do nothing
    returning workspace_id, percent)
  insert into private.billing_mails (workspace_id, key, kind, data, made_at)
  select c.workspace_id, format('usage_alert %s %s', extract(epoch from m.period)::bigint, max(c.percent)), 'usage_alert',
    jsonb_build_object('percent', max(c.percent), 'crossed', jsonb_agg(c.percent order by c.percent),
      'monthly_users', m.users, 'limit', m.size),
    note_usage_alerts.at
  from crossed c join measured m using (workspace_id)
  group by c.workspace_id, m.period, m.users, m.size
  on conflict do nothing;
end;
$$;

-- Every mail that is due, once.
create function private.note_mails_due(at timestamptz)
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
      format('amount_due %s', extract(epoch from period_end)::bigint),
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

create function private.billing_daily_work(at timestamptz)
  returns jsonb
  language plpgsql security definer set search_path = ''
as $$
declare
  one uuid;
  renewals jsonb;
begin
  -- Only where the clock or the count can change something; Stripe's word changes the rest.
  for one in
    select p.workspace_id from public.plans p
    where (p.trial_began_at is null and private.packs_for((
        select u.monthly_users from public.usage_days u
        where u.workspace_id = p.workspace_id and u.day <= (billing_daily_work.at at time zone 'UTC')::date
        order by u.day desc limit 1)) > 0)
      or (p.state in ('trialing', 'cancelling', 'free') and p.period_end <= billing_daily_work.at)
      or (p.state <> 'read_only' and p.grace_ends_at <= billing_daily_work.at)
    order by p.workspace_id
  loop
    perform private.plan_transition(one, 'daily', '{}', at);
  end loop;
  renewals := private.renewals_due(at);
  perform private.note_usage_alerts(at);
  perform private.note_mails_due(at);
  return jsonb_build_object('set_packs', renewals,
    'mails', (select coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'workspace_id', m.workspace_id, 'workspace', w.name,
        'kind', m.kind, 'to', private.billing_recipients(m.workspace_id, m.kind), 'data', m.data) order by m.made_at, m.id), '[]')
      from private.billing_mails m join public.workspaces w on w.id = m.workspace_id
      where m.sent_at is null and m.made_at > billing_daily_work.at - interval '72 hours'),
    'reconcile', (select coalesce(jsonb_agg(p.workspace_id order by p.workspace_id), '[]') from public.plans p
      where p.stripe_customer_id is not null
        or exists (select from private.checkout_sessions c where c.workspace_id = p.workspace_id)));
end;
$$;

-- Admins and the invoice address; of what is no bill, only those who did not say no.
create function private.billing_recipients(workspace uuid, kind text)
  returns jsonb
  language sql stable security definer set search_path = ''
as $$
  select coalesce(jsonb_agg(email order by email), '[]')
  from (
    select p.email from public.members m join public.profiles p on p.id = m.user_id
    where m.workspace_id = workspace and m.role = 'admin' and p.email <> ''
    union
    select invoice_email from public.plans where workspace_id = workspace and invoice_email is not null) people
  where kind not in ('usage_alert', 'trial_began', 'trial_two_days_left') or not exists (
    select from private.mail_optouts o where o.workspace_id = workspace and o.email = people.email);
$$;

create function private.billing_mail_sent(mail uuid, at timestamptz)
  returns void
  language sql volatile security definer set search_path = ''
as $$
  update private.billing_mails set sent_at = billing_mail_sent.at where id = mail and sent_at is null;
$$;

create function private.billing_unsubscribe(workspace uuid, address text, at timestamptz)
  returns void
  language sql volatile security definer set search_path = ''
as $$
  insert into private.mail_optouts
  select workspace, lower(btrim(address)), billing_unsubscribe.at
  where exists (select from public.workspaces where id = workspace)
  on conflict do nothing;
$$;

create function public.billing_daily_work(at timestamptz) returns jsonb
  language sql volatile set search_path = '' as $$ select private.billing_daily_work(at); $$;
create function public.billing_mail_sent(id uuid, at timestamptz) returns void
  language sql volatile set search_path = '' as $$ select private.billing_mail_sent(id, at); $$;
create function public.billing_unsubscribe(workspace_id uuid, email text, at timestamptz) returns void
  language sql volatile set search_path = '' as $$ select private.billing_unsubscribe(workspace_id, email, at); $$;

revoke all on private.usage_alerts, private.billing_mails, private.mail_optouts from public, anon, authenticated, service_role;
revoke all on function
  private.alert_period(public.plans, timestamptz), private.renewals_due(timestamptz), private.note_usage_alerts(timestamptz),
  private.note_mails_due(timestamptz), private.billing_daily_work(timestamptz), private.billing_recipients(uuid, text),
  private.billing_mail_sent(uuid, timestamptz), private.billing_unsubscribe(uuid, text, timestamptz),
  public.billing_daily_work(timestamptz), public.billing_mail_sent(uuid, timestamptz),
  public.billing_unsubscribe(uuid, text, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function
  private.billing_daily_work(timestamptz), private.billing_mail_sent(uuid, timestamptz),
  private.billing_unsubscribe(uuid, text, timestamptz),
  public.billing_daily_work(timestamptz), public.billing_mail_sent(uuid, timestamptz),
  public.billing_unsubscribe(uuid, text, timestamptz)
  to service_role;
