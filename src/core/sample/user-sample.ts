/** How many of the users a project holds: one in so many, chosen by a hash of their ids. */
export interface UserSample {
  readonly oneIn: number;
}

/** "a sample of 1 in 4 users". */
export const sampleWords = ({ oneIn }: UserSample): string => `a sample of 1 in ${oneIn} users`;
