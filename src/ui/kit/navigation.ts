import { type Accessor, createContext, useContext } from 'solid-js';

/** Where the reader is, and the way elsewhere. Links are plain `<a href>`; this is for going somewhere after a deed. */
export interface Navigation {
  /** Path without the query, such as `/data`. */
  readonly path: Accessor<string>;
  go(path: string): void;
}

/** Hands the router's two useful ends to the screens. Provided once by src/app. */
export const NavigationContext = createContext<Navigation>();

/** Where the reader is, and the way elsewhere. Throws where no provider stands above. */
export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (!navigation) throw new Error('useNavigation needs a NavigationContext.Provider above it');
  return navigation;
}
