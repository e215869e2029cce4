/** What a place says that is only for who is signed in. */
export function SignInFirst(props: { what: string }) {
  return (
    <div class="empty">
      <p>Sign in to {props.what}. Everything in this browser stays here and works without an account.</p>
      <div class="account-buttons">
        <a class="button first" href="/sign-in">
          Sign in
        </a>
        <a class="button" href="/sign-up">
          Create an account
        </a>
      </div>
    </div>
  );
}
