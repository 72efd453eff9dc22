import { z } from 'zod';

/** What wakes the senders: told for every alert that is to be sent. */
export const DELIVERIES_CHANNEL = 'harbourlight_deliveries';
/** What the triggers of migration 0030 tell. */
export const DESK_CHANNEL = 'harbourlight_desk';

export const DESK_CHANGES = ['advisory', 'comment', 'guidance', 'import', 'incident_report', 'application', 'delivery'] as const;
export type DeskChange = (typeof DESK_CHANGES)[number];

/** What changed, and whom it may be told: the readers of a set, those who see a source, or whoever the change's own right lets. */
export interface DeskNotification {
  readonly change: DeskChange;
  readonly readerSet?: number | undefined;
  readonly sourceId?: string | undefined;
}

const NOTIFICATION = z.object({ change: z.enum(DESK_CHANGES), readerSet: z.int().optional(), sourceId: z.uuid().optional() });

/** The payload of DESK_CHANNEL; undefined for what is none. */
export function deskNotification(payload: string): DeskNotification | undefined {
  try {
    return NOTIFICATION.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
}
