import { cancelActivityEvent } from './cancel-activity-event.ts';
import { cancelReflectionNote } from './cancel-reflection-note.ts';
import { deleteMyData } from './delete-my-data.ts';
import { describeMetamodel } from './describe-metamodel.ts';
import { exportMyData } from './export-my-data.ts';
import { getConsent } from './get-consent.ts';
import { getDataCoverage } from './get-data-coverage.ts';
import { getGoals } from './get-goals.ts';
import { getLearningRoute } from './get-learning-route.ts';
import { getMetricTrend } from './get-metric-trend.ts';
import { getProfile } from './get-profile.ts';
import { getProfileByAreas } from './get-profile-by-areas.ts';
import { getProgress } from './get-progress.ts';
import { getSlotConsistency } from './get-slot-consistency.ts';
import { getStageStatus } from './get-stage-status.ts';
import { getTimeInvestedSummary } from './get-time-invested-summary.ts';
import { getWeekPlan } from './get-week-plan.ts';
import { getWeekSummary } from './get-week-summary.ts';
import { listActivityEvents } from './list-activity-events.ts';
import { listGuideSessions } from './list-guide-sessions.ts';
import { listReflectionNotes } from './list-reflection-notes.ts';
import { listWorkProducts } from './list-work-products.ts';
import { readIndicators } from './read-indicators.ts';
import { saveActivityEvent } from './save-activity-event.ts';
import { saveConsent } from './save-consent.ts';
import { saveGoal } from './save-goal.ts';
import { saveGuideSession } from './save-guide-session.ts';
import { saveLearningRoute } from './save-learning-route.ts';
import { saveProfile } from './save-profile.ts';
import { saveReflectionNote } from './save-reflection-note.ts';
import { saveSlot } from './save-slot.ts';
import { saveStageAssessment } from './save-stage-assessment.ts';
import { saveWeekPlan } from './save-week-plan.ts';
import { saveWorkProduct } from './save-work-product.ts';
import { updateRouteStep } from './update-route-step.ts';

/** Every tool of dt-mcp, in the order in which they are listed. */
export const tools = [
  getTimeInvestedSummary,
  getWeekSummary,
  getProgress,
  getGoals,
  getDataCoverage,
  listActivityEvents,
  saveReflectionNote,
  saveActivityEvent,
  saveGoal,
  saveWeekPlan,
  getWeekPlan,
  saveSlot,
  getSlotConsistency,
  saveWorkProduct,
  listWorkProducts,
  getStageStatus,
  saveStageAssessment,
  getMetricTrend,
  listReflectionNotes,
  getProfile,
  saveProfile,
  describeMetamodel,
  readIndicators,
  getConsent,
  saveConsent,
  cancelActivityEvent,
  cancelReflectionNote,
  getProfileByAreas,
  getLearningRoute,
  saveLearningRoute,
  updateRouteStep,
  saveGuideSession,
  listGuideSessions,
  exportMyData,
  deleteMyData,
];
