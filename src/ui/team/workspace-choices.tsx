import { MenuChoices } from '../kit/menu.tsx';
import { useNavigation } from '../kit/navigation.ts';
import { useTeam } from './use-team.ts';

const THIS_BROWSER = 'this-browser';

/** Where one can work, in a menu: this browser by itself, or a workspace. */
export function WorkspaceChoices() {
  const team = useTeam();
  const navigation = useNavigation();
  const current = () => team.workspaces.current()?.id ?? THIS_BROWSER;
  const choose = (value: string) => {
    if (value === current()) return;
    team.workspaces.choose(value === THIS_BROWSER ? null : value);
    if (!navigation.path().startsWith('/settings')) navigation.go('/');
  };
  const Name = (props: { children: string }) => (
    <span class="cut" dir="auto">
      {props.children}
    </span>
  );
  return (
    <MenuChoices
      value={current()}
      onChange={choose}
      options={[
        { value: THIS_BROWSER, label: <Name>This browser</Name> },
        ...(team.workspaces.list() ?? []).map((one) => ({ value: one.id, label: <Name>{one.name}</Name> })),
      ]}
    />
  );
}
