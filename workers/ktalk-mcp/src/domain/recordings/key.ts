import * as z from 'zod';

/** A key of KTalk as part of an address: anything else is refused before it is sent anywhere. */
export const KTalkKey = z.string().regex(/^[A-Za-z0-9_-]{1,128}$/);
