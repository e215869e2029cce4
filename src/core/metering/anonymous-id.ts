const DEVICE = '$device:';

/** True for the id that Mixpanel gives a device until its user signs in. */
export const isAnonymousId = (id: string): boolean => id.startsWith(DEVICE);

/** The device that an anonymous id stands for; null for any other id. */
export const deviceOfId = (id: string): string | null => (isAnonymousId(id) ? id.slice(DEVICE.length) : null);
