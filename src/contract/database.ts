// Generated from supabase/migrations by `npm run backend:types`. Do not change by hand.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      audit_log: {
        Row: {
          action: string;
          actor: string | null;
          at: string;
          details: NonNullable<Json>;
          id: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor?: string | null;
          at?: string;
          details?: NonNullable<Json>;
          id?: never;
          workspace_id: string;
        };
        Update: {
          action?: string;
          actor?: string | null;
          at?: string;
          details?: NonNullable<Json>;
          id?: never;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'audit_log_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      billing_invoices: {
        Row: {
          amount_cents: number;
          due_at: string | null;
          hosted_url: string | null;
          id: string;
          read_at: string;
          status: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          amount_cents: number;
          due_at?: string | null;
          hosted_url?: string | null;
          id: string;
          read_at: string;
          status: string;
          workspace_id: string;
        };
        Update: {
          amount_cents?: number;
          due_at?: string | null;
          hosted_url?: string | null;
          id?: string;
          read_at?: string;
          status?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'billing_invoices_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      changes: {
        Row: {
          actor: string | null;
          at: string;
          entity: string;
          id: number;
          operation: string;
          row_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          actor?: string | null;
          at?: string;
          entity: string;
          id?: never;
          operation: string;
          row_id: string;
          workspace_id: string;
        };
        Update: {
          actor?: string | null;
          at?: string;
          entity?: string;
          id?: never;
          operation?: string;
          row_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'changes_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      hidden_events: {
        Row: {
          event: string;
          hidden_at: string;
          hidden_by: string | null;
          project_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          event: string;
          hidden_at?: string;
          hidden_by?: string | null;
          project_id: string;
          workspace_id: string;
        };
        Update: {
          event?: string;
          hidden_at?: string;
          hidden_by?: string | null;
          project_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'hidden_events_hidden_by_fkey';
            columns: ['hidden_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'hidden_events_project_id_workspace_id_fkey';
            columns: ['project_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'projects';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'hidden_events_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      invitations: {
        Row: {
          accepted_at: string | null;
          accepted_by: string | null;
          created_at: string;
          email: string;
          expires_at: string;
          id: string;
          invited_by: string | null;
          revoked_at: string | null;
          role: string;
          sends: number;
          sent_at: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          accepted_by?: string | null;
          created_at?: string;
          email: string;
          expires_at?: string;
          id?: string;
          invited_by?: string | null;
          revoked_at?: string | null;
          role: string;
          sends?: number;
          sent_at?: string | null;
          workspace_id: string;
        };
        Update: {
          accepted_at?: string | null;
          accepted_by?: string | null;
          created_at?: string;
          email?: string;
          expires_at?: string;
          id?: string;
          invited_by?: string | null;
          revoked_at?: string | null;
          role?: string;
          sends?: number;
          sent_at?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'invitations_accepted_by_fkey';
            columns: ['accepted_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'invitations_invited_by_fkey';
            columns: ['invited_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'invitations_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      members: {
        Row: {
          joined_at: string;
          role: string;
          user_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          joined_at?: string;
          role: string;
          user_id: string;
          workspace_id: string;
        };
        Update: {
          joined_at?: string;
          role?: string;
          user_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'members_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'members_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      mixpanel_connections: {
        Row: {
          connected_at: string;
          connected_by: string | null;
          created_on: string | null;
          kind: string;
          last_problem: string | null;
          last_pull_at: string | null;
          mixpanel_project_id: string;
          profile_properties: string[];
          project_id: string;
          region: string;
          time_zone: string | null;
          username: string | null;
          wall_clock: boolean | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          connected_at?: string;
          connected_by?: string | null;
          created_on?: string | null;
          kind: string;
          last_problem?: string | null;
          last_pull_at?: string | null;
          mixpanel_project_id: string;
          profile_properties?: string[];
          project_id: string;
          region: string;
          time_zone?: string | null;
          username?: string | null;
          wall_clock?: boolean | null;
          workspace_id: string;
        };
        Update: {
          connected_at?: string;
          connected_by?: string | null;
          created_on?: string | null;
          kind?: string;
          last_problem?: string | null;
          last_pull_at?: string | null;
          mixpanel_project_id?: string;
          profile_properties?: string[];
          project_id?: string;
          region?: string;
          time_zone?: string | null;
          username?: string | null;
          wall_clock?: boolean | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'mixpanel_connections_connected_by_fkey';
            columns: ['connected_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'mixpanel_connections_project_id_workspace_id_fkey';
            columns: ['project_id', 'workspace_id'];
            isOneToOne: true;
            referencedRelation: 'projects';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'mixpanel_connections_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      mixpanel_days: {
        Row: {
          day: string;
          events: number;
          project_id: string;
          pulled_at: string;
          pulled_by: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          day: string;
          events: number;
          project_id: string;
          pulled_at?: string;
          pulled_by?: string | null;
          workspace_id: string;
        };
        Update: {
          day?: string;
          events?: number;
          project_id?: string;
          pulled_at?: string;
          pulled_by?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'mixpanel_days_project_id_workspace_id_fkey';
            columns: ['project_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'projects';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'mixpanel_days_pulled_by_fkey';
            columns: ['pulled_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'mixpanel_days_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      notifications: {
        Row: {
          created_at: string;
          id: string;
          kind: string;
          payload: NonNullable<Json>;
          read_at: string | null;
          user_id: string;
          workspace_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          id?: string;
          kind: string;
          payload?: NonNullable<Json>;
          read_at?: string | null;
          user_id: string;
          workspace_id?: string | null;
        };
        Update: {
          created_at?: string;
          id?: string;
          kind?: string;
          payload?: NonNullable<Json>;
          read_at?: string | null;
          user_id?: string;
          workspace_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'notifications_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'notifications_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      pins: {
        Row: {
          pinned_at: string;
          pinned_by: string | null;
          scenario_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          pinned_at?: string;
          pinned_by?: string | null;
          scenario_id: string;
          workspace_id: string;
        };
        Update: {
          pinned_at?: string;
          pinned_by?: string | null;
          scenario_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'pins_pinned_by_fkey';
            columns: ['pinned_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'pins_scenario_id_workspace_id_fkey';
            columns: ['scenario_id', 'workspace_id'];
            isOneToOne: true;
            referencedRelation: 'scenarios';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'pins_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      plan_changes: {
        Row: {
          at: string;
          cause: string;
          from: string;
          id: number;
          reason: string;
          to: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          at: string;
          cause: string;
          from: string;
          id?: never;
          reason: string;
          to: string;
          workspace_id: string;
        };
        Update: {
          at?: string;
          cause?: string;
          from?: string;
          id?: never;
          reason?: string;
          to?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'plan_changes_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      plans: {
        Row: {
          cancel_at: string | null;
          grace_ends_at: string | null;
          invoice_email: string | null;
          paid_packs: number;
          past_due_since: string | null;
          period_end: string | null;
          period_start: string | null;
          since: string;
          snapshot_at: string | null;
          state: string;
          stripe_customer_id: string | null;
          stripe_subscription_id: string | null;
          trial_began_at: string | null;
          trial_ends_at: string | null;
          updated_at: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          cancel_at?: string | null;
          grace_ends_at?: string | null;
          invoice_email?: string | null;
          paid_packs?: number;
          past_due_since?: string | null;
          period_end?: string | null;
          period_start?: string | null;
          since?: string;
          snapshot_at?: string | null;
          state?: string;
          stripe_customer_id?: string | null;
          stripe_subscription_id?: string | null;
          trial_began_at?: string | null;
          trial_ends_at?: string | null;
          updated_at?: string | null;
          workspace_id: string;
        };
        Update: {
          cancel_at?: string | null;
          grace_ends_at?: string | null;
          invoice_email?: string | null;
          paid_packs?: number;
          past_due_since?: string | null;
          period_end?: string | null;
          period_start?: string | null;
          since?: string;
          snapshot_at?: string | null;
          state?: string;
          stripe_customer_id?: string | null;
          stripe_subscription_id?: string | null;
          trial_began_at?: string | null;
          trial_ends_at?: string | null;
          updated_at?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'plans_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: true;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      profiles: {
        Row: {
          created_at: string;
          email: string;
          id: string;
          name: string;
          picture: string | null;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          email: string;
          id: string;
          name: string;
          picture?: string | null;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          email?: string;
          id?: string;
          name?: string;
          picture?: string | null;
          updated_at?: string;
        };
        Relationships: [];
      };
      projects: {
        Row: {
          created_at: string;
          created_by: string | null;
          id: string;
          name: string;
          updated_at: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          id?: string;
          name: string;
          updated_at?: string;
          workspace_id: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          id?: string;
          name?: string;
          updated_at?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'projects_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'projects_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      ready_requests: {
        Row: {
          asked_at: string;
          mailed_at: string | null;
          project_id: string;
          told_at: string | null;
          user_id: string;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          asked_at?: string;
          mailed_at?: string | null;
          project_id: string;
          told_at?: string | null;
          user_id?: string;
          workspace_id: string;
        };
        Update: {
          asked_at?: string;
          mailed_at?: string | null;
          project_id?: string;
          told_at?: string | null;
          user_id?: string;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'ready_requests_project_id_workspace_id_fkey';
            columns: ['project_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'projects';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'ready_requests_user_id_fkey';
            columns: ['user_id'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'ready_requests_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      results: {
        Row: {
          computed_at: string;
          computed_by: string | null;
          document: NonNullable<Json>;
          previous: Json | null;
          scenario_id: string;
          summary: NonNullable<Json>;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          computed_at?: string;
          computed_by?: string | null;
          document: NonNullable<Json>;
          previous?: Json | null;
          scenario_id: string;
          summary?: never;
          workspace_id: string;
        };
        Update: {
          computed_at?: string;
          computed_by?: string | null;
          document?: NonNullable<Json>;
          previous?: Json | null;
          scenario_id?: string;
          summary?: never;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'results_computed_by_fkey';
            columns: ['computed_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'results_scenario_id_workspace_id_fkey';
            columns: ['scenario_id', 'workspace_id'];
            isOneToOne: true;
            referencedRelation: 'scenarios';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'results_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      scenarios: {
        Row: {
          colour: string;
          created_at: string;
          created_by: string | null;
          definition: NonNullable<Json>;
          id: string;
          name: string | null;
          project_id: string;
          suggested_because: string | null;
          updated_at: string;
          updated_by: string | null;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          colour?: string;
          created_at?: string;
          created_by?: string | null;
          definition: NonNullable<Json>;
          id?: string;
          name?: string | null;
          project_id: string;
          suggested_because?: string | null;
          updated_at?: string;
          updated_by?: string | null;
          workspace_id: string;
        };
        Update: {
          colour?: string;
          created_at?: string;
          created_by?: string | null;
          definition?: NonNullable<Json>;
          id?: string;
          name?: string | null;
          project_id?: string;
          suggested_because?: string | null;
          updated_at?: string;
          updated_by?: string | null;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'scenarios_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'scenarios_project_id_workspace_id_fkey';
            columns: ['project_id', 'workspace_id'];
            isOneToOne: false;
            referencedRelation: 'projects';
            referencedColumns: ['id', 'workspace_id'];
          },
          {
            foreignKeyName: 'scenarios_updated_by_fkey';
            columns: ['updated_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
          {
            foreignKeyName: 'scenarios_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      usage_days: {
        Row: {
          by_project: NonNullable<Json>;
          counted_at: string;
          day: string;
          monthly_users: number;
          workspace_id: string;
        };
        ComputedFields: never;
        Insert: {
          by_project?: NonNullable<Json>;
          counted_at?: string;
          day: string;
          monthly_users: number;
          workspace_id: string;
        };
        Update: {
          by_project?: NonNullable<Json>;
          counted_at?: string;
          day?: string;
          monthly_users?: number;
          workspace_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'usage_days_workspace_id_fkey';
            columns: ['workspace_id'];
            isOneToOne: false;
            referencedRelation: 'workspaces';
            referencedColumns: ['id'];
          },
        ];
      };
      workspaces: {
        Row: {
          created_at: string;
          created_by: string | null;
          id: string;
          name: string;
          updated_at: string;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          created_by?: string | null;
          id?: string;
          name: string;
          updated_at?: string;
        };
        Update: {
          created_at?: string;
          created_by?: string | null;
          id?: string;
          name?: string;
          updated_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'workspaces_created_by_fkey';
            columns: ['created_by'];
            isOneToOne: false;
            referencedRelation: 'profiles';
            referencedColumns: ['id'];
          },
        ];
      };
    };
    Views: {
      [_ in never]: never;
    };
    Functions: {
      accept_invitation: { Args: { code: string }; Returns: string };
      begin_mixpanel_connect: { Args: { project_id: string }; Returns: string };
      begin_mixpanel_profiles: { Args: { look: boolean; page: number; project_id: string }; Returns: string };
      begin_mixpanel_pull: { Args: { from_day: string; project_id: string; to_day: string }; Returns: string };
      begin_notice: { Args: { project_id: string }; Returns: undefined };
      billing_apply: { Args: { at: string; cause: string; snapshot: Json; workspace_id: string }; Returns: Json };
      billing_checkout_begin: { Args: { at: string; user_id: string; workspace_id: string }; Returns: Json };
      billing_checkout_opened: {
        Args: { expires_at: string; session_id: string; workspace_id: string };
        Returns: undefined;
      };
      billing_daily_work: { Args: { at: string }; Returns: Json };
      billing_facts: { Args: { at: string; workspace_id: string }; Returns: Json };
      billing_mail_sent: { Args: { at: string; id: string }; Returns: undefined };
      billing_receive: {
        Args: { at: string; event_created: string; event_id: string; snapshot: Json; workspace_id: string };
        Returns: Json;
      };
      billing_unsubscribe: { Args: { at: string; email: string; workspace_id: string }; Returns: undefined };
      choose_profile_properties: { Args: { project_id: string; properties: string[] }; Returns: undefined };
      claim_notice: { Args: { kind: string; project_id: string }; Returns: Json };
      create_workspace: { Args: { name: string }; Returns: string };
      delete_account: { Args: Record<PropertyKey, never>; Returns: undefined };
      delete_workspace: { Args: { workspace_id: string }; Returns: undefined };
      disconnect_mixpanel: { Args: { project_id: string }; Returns: undefined };
      export_account: { Args: Record<PropertyKey, never>; Returns: Json };
      export_workspace: { Args: { workspace_id: string }; Returns: Json };
      finish_mixpanel_connect: {
        Args: { connection: Json; secret: string; secrets_key: string; ticket: string };
        Returns: undefined;
      };
      finish_mixpanel_pull: { Args: { days: Json; ticket: string }; Returns: undefined };
      invite_member: { Args: { email: string; role?: string; workspace_id: string }; Returns: string };
      issue_invitation_code: { Args: { invitation_id: string }; Returns: Json };
      leave_workspace: { Args: { workspace_id: string }; Returns: undefined };
      note_mixpanel_problem: { Args: { problem: string; ticket: string }; Returns: undefined };
      note_partial_mixpanel_pull: { Args: { days: Json; ticket: string }; Returns: undefined };
      plan_of: { Args: { workspace_id: string }; Returns: Json };
      preview_invitation: { Args: { code: string }; Returns: Json };
      release_notice: { Args: { kind: string; project_id: string; user_id: string }; Returns: undefined };
      remove_member: { Args: { user_id: string; workspace_id: string }; Returns: undefined };
      resend_invitation: { Args: { invitation_id: string }; Returns: undefined };
      revoke_invitation: { Args: { invitation_id: string }; Returns: undefined };
      set_invoice_email: { Args: { email: string; workspace_id: string }; Returns: undefined };
      set_member_role: { Args: { role: string; user_id: string; workspace_id: string }; Returns: undefined };
      take_mixpanel_profiles: { Args: { secrets_key: string; ticket: string }; Returns: Json };
      take_mixpanel_pull: { Args: { secrets_key: string; ticket: string }; Returns: Json };
    };
    Enums: {
      [_ in never]: never;
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    | keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    | keyof DefaultSchema['CompositeTypes']
    | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {},
  },
} as const;
