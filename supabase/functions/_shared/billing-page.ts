/** Where Stripe's pages and our mails lead: the workspace is named, as the reader may look at another one by then. */
export const billingPage = (appUrl: string, workspaceId: string): string =>
  `${appUrl}/settings/billing?workspace=${workspaceId}`;
