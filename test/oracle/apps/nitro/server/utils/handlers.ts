import type { EventHandler, H3Event } from 'h3';

/** A handler that only members reach. */
export const defineMemberHandler = <T>(handle: (event: H3Event, member: Member) => T | Promise<T>): EventHandler =>
  defineEventHandler(async (event) => {
    const member = await requireMember(event);
    return handle(event, member);
  });

/** Looks like the other one and lets everybody in. */
export const definePoliteHandler = <T>(handle: (event: H3Event, member: Member | undefined) => T | Promise<T>): EventHandler =>
  defineEventHandler(async (event) => handle(event, await findMember(event)));
