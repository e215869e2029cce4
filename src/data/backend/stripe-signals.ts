/**
 * Loads Stripe.js, which tells Stripe whether a person or a program looks at the billing page: what it weighs a payment's
 * risk by. Takes no card here; cards are given on Stripe's own page.
 *
 * @param publishableKey - `VITE_STRIPE_PUBLISHABLE_KEY`; without one nothing is loaded.
 */
export async function loadStripeSignals(publishableKey: string | undefined): Promise<void> {
  if (!publishableKey) return;
  const { loadStripe } = await import('@stripe/stripe-js/pure');
  await loadStripe(publishableKey);
}
