import { accountedHours } from '../domain/activity/accounted-time.ts';
import { type DataQuality, dataQuality } from '../domain/activity/coverage.ts';
import { eventsNear } from '../domain/activity/event-dates.ts';
import { investedTime } from '../domain/activity/invested-time.ts';
import { confirmedStageOf } from '../domain/stages/stage-assessment.ts';
import {
  estimatePeriod,
  estimateStage,
  measuredStage,
  type StageEstimate,
  stageAhead,
} from '../domain/stages/stage-estimate.ts';
import type { StageId } from '../domain/stages/stages.ts';
import { ALL_DATES, localDateAt, type TimeZone } from '../domain/time/calendar.ts';
import type { TwinStores } from '../store/twin-store.ts';
import { readTwin, type TwinRecords } from './twin-facts.ts';

/** The last confirmed stage; null without any. */
export async function confirmedStage({ documents }: Pick<TwinStores, 'documents'>): Promise<StageId | null> {
  const query = { ...ALL_DATES, labels: ['confirmed'], limit: 100, after: null };
  return confirmedStageOf((await documents.listDocuments('stage_assessment', query)).documents);
}

/** A stage estimate with its inputs. */
interface StageReport {
  readonly confirmed: StageId | null;
  readonly found: StageEstimate;
  /** Inputs of the estimate. */
  readonly facts: TwinRecords;
  /** Data quality of the window of the next stage, whose criteria are shown. */
  readonly quality: DataQuality;
}

/** Reads the facts and estimates the stage as of `nowMs`. */
export async function readStage(stores: TwinStores, zone: TimeZone, nowMs: number): Promise<StageReport> {
  const period = estimatePeriod(localDateAt(nowMs, zone));
  const [facts, confirmed] = await Promise.all([readTwin(stores, period, zone), confirmedStage(stores)]);
  const found = estimateStage(facts, confirmed, zone, nowMs);
  const { window } = measuredStage(found, stageAhead(found));
  return { confirmed, found, facts, quality: dataQuality(facts, window, nowMs) };
}

/** Hours in the window of the next stage, all that are invested and those accounted for; null without data. */
export function hoursAhead({ found, facts }: Pick<StageReport, 'found' | 'facts'>) {
  const { window, quality } = measuredStage(found, stageAhead(found));
  if (quality.status === 'NO_DATA') return null;
  const invested = investedTime(eventsNear(facts.events, window), window).totalMinutes / 60;
  return { invested, accounted: accountedHours(facts.events, window) };
}
