import type { ConsentState, DocumentStore, RightsStore } from '@aisystant/mcp/learner-store';
import type { WorkProduct } from '../domain/activity/work-product.ts';
import type { Goal } from '../domain/planning/goal.ts';
import type { LearningRoute } from '../domain/planning/learning-route.ts';
import type { Slot } from '../domain/planning/slot.ts';
import type { WeekPlan } from '../domain/planning/week-plan.ts';
import type { Profile } from '../domain/profile/profile.ts';
import type { GuideSession } from '../domain/reflection/guide-session.ts';
import type { StageAssessment } from '../domain/stages/stage-assessment.ts';
import type { TimeZone } from '../domain/time/calendar.ts';
import type { EventStore } from './event-store.ts';
import type { NoteStore } from './note-store.ts';

/** The kinds of documents, each with its body. */
export interface DocumentBodies {
  readonly goal: Goal;
  readonly week_plan: WeekPlan;
  readonly slot: Slot;
  readonly work_product: WorkProduct;
  readonly stage_assessment: StageAssessment;
  readonly profile: Profile;
  readonly guide_session: GuideSession;
  readonly learning_route: LearningRoute;
}

/** Most documents of each kind in one twin. */
export const DOCUMENT_LIMITS: Readonly<Record<keyof DocumentBodies, number>> = {
  goal: 1_000,
  week_plan: 1_000,
  slot: 500,
  work_product: 5_000,
  stage_assessment: 1_000,
  profile: 1,
  guide_session: 5_000,
  learning_route: 1,
};

/** The scope that an export link needs. */
export const READ_SCOPE = 'dt:read';

/** Format and version named in an export. */
export const EXPORT_FORMAT = { name: 'aisystant-digital-twin', version: '1.0.0' } as const;

/** What is counted before an export or an erasure. */
export type Counted = 'events' | 'notes' | 'reports' | 'documents';

/** What every call needs to know about the learner first. */
export interface LearnerSettings extends ConsentState {
  /** From the profile; null when the learner named none. */
  readonly timezone: TimeZone | null;
}

/** The stores of one learner's twin. They hold facts; the domain computes. */
export interface TwinStores {
  readonly events: EventStore;
  readonly notes: NoteStore;
  readonly documents: DocumentStore<DocumentBodies>;
  readonly rights: RightsStore<Counted, LearnerSettings>;
}
