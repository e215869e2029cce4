-- What a plan allows. Row-level security, the functions and the app all ask `private.may`; a refusal says why and what to do.

create or replace function private.may(workspace uuid, wanted text)
  returns boolean
  language sql stable security definer set search_path = ''
as $$
  select case
    when wanted in ('read', 'search', 'export', 'manage_team', 'manage_billing') then true
    when wanted in ('pull', 'refresh', 'create_scenario', 'store_result')
      then coalesce((select state from public.plans where workspace_id = workspace), 'free') <> 'read_only'
    else false
  end;
$$;

create or replace function private.require_may(workspace uuid, wanted text)
  returns void
  language plpgsql stable security definer set search_path = ''
as $$
begin
  if not private.may(workspace, wanted) then
    perform private.refuse(403, 'plan/read-only', format(
      'This workspace is read-only because %s. Every result stays here to read and export. An admin can pay under Settings, Billing and usage; everything works again at once.',
      coalesce((select reason from public.plan_changes where workspace_id = workspace order by id desc limit 1), 'it is not paid for')));
  end if;
end;
$$;

-- Policies alone would answer 42501, which says neither why nor what to do. Who is no member is left to them, and learns nothing.
create function private.refuse_in_read_only()
  returns trigger
  language plpgsql security definer set search_path = ''
as $$
begin
  if private.is_member(new.workspace_id) then perform private.require_may(new.workspace_id, tg_argv[0]); end if;
  return new;
end;
$$;
create trigger refuse_in_read_only before insert on public.scenarios
  for each row execute function private.refuse_in_read_only('create_scenario');
-- Another question is another scenario; a name or a colour is not.
create trigger refuse_another_question_in_read_only before update of definition on public.scenarios
  for each row when (new.definition is distinct from old.definition)
  execute function private.refuse_in_read_only('create_scenario');
create trigger refuse_in_read_only before insert on public.results
  for each row execute function private.refuse_in_read_only('store_result');
create trigger refuse_refresh_in_read_only before update of document, previous on public.results
  for each row execute function private.refuse_in_read_only('refresh');

drop policy "members add scenarios to their workspaces" on public.scenarios;
create policy "members add scenarios to their workspaces" on public.scenarios
  for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces())) and private.may(workspace_id, 'create_scenario'));
drop policy "members store results in their workspaces" on public.results;
create policy "members store results in their workspaces" on public.results
  for insert to authenticated
  with check (workspace_id = any (array(select private.my_workspaces())) and private.may(workspace_id, 'store_result'));
drop policy "members replace results in their workspaces" on public.results;
create policy "members replace results in their workspaces" on public.results
  for update to authenticated
  using (workspace_id = any (array(select private.my_workspaces())))
  with check (workspace_id = any (array(select private.my_workspaces())) and private.may(workspace_id, 'refresh'));

-- The plan as a member's screen shows it; what is paid, for admins.
create function private.plan_of(workspace uuid)
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
  at := greatest(now(), plan.updated_at);
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
create function public.plan_of(workspace_id uuid) returns jsonb
  language sql stable set search_path = '' as $$ select private.plan_of(workspace_id); $$;

revoke all on function
  private.may(uuid, text), private.require_may(uuid, text), private.refuse_in_read_only(), private.plan_of(uuid), public.plan_of(uuid)
  from public, anon, authenticated, service_role;
grant execute on function private.may(uuid, text) to authenticated, service_role;
grant execute on function private.plan_of(uuid), public.plan_of(uuid) to authenticated;
