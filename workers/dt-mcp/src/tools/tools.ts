import { cancelActivityEvent } from './activity/cancel-activity-event.ts';
import { getDataCoverage } from './activity/get-data-coverage.ts';
import { getTimeInvestedSummary } from './activity/get-time-invested-summary.ts';
import { listActivityEvents } from './activity/list-activity-events.ts';
import { listWorkProducts } from './activity/list-work-products.ts';
import { saveActivityEvent } from './activity/save-activity-event.ts';
import { saveWorkProduct } from './activity/save-work-product.ts';
import { updateActivityEvent } from './activity/update-activity-event.ts';
import { updateWorkProduct } from './activity/update-work-product.ts';
import { getGoals } from './planning/get-goals.ts';
import { getLearningRoute } from './planning/get-learning-route.ts';
import { getSlotConsistency } from './planning/get-slot-consistency.ts';
import { getWeekPlan } from './planning/get-week-plan.ts';
import { saveGoal } from './planning/save-goal.ts';
import { saveLearningRoute } from './planning/save-learning-route.ts';
import { saveSlot } from './planning/save-slot.ts';
import { saveWeekPlan } from './planning/save-week-plan.ts';
import { updateRouteStep } from './planning/update-route-step.ts';
import { describeMetamodel } from './profile/describe-metamodel.ts';
import { getProfile } from './profile/get-profile.ts';
import { getProfileByAreas } from './profile/get-profile-by-areas.ts';
import { readIndicators } from './profile/read-indicators.ts';
import { saveProfile } from './profile/save-profile.ts';
import { cancelReflectionNote } from './reflection/cancel-reflection-note.ts';
import { listGuideSessions } from './reflection/list-guide-sessions.ts';
import { listReflectionNotes } from './reflection/list-reflection-notes.ts';
import { saveGuideSession } from './reflection/save-guide-session.ts';
import { saveReflectionNote } from './reflection/save-reflection-note.ts';
import { deleteMyData } from './rights/delete-my-data.ts';
import { exportMyData } from './rights/export-my-data.ts';
import { getConsent } from './rights/get-consent.ts';
import { saveConsent } from './rights/save-consent.ts';
import { getProgress } from './stages/get-progress.ts';
import { getStageStatus } from './stages/get-stage-status.ts';
import { saveStageAssessment } from './stages/save-stage-assessment.ts';
import { getMetricTrend } from './weeks/get-metric-trend.ts';
import { getWeekSummary } from './weeks/get-week-summary.ts';

/** Every tool of dt-mcp, in the order of `tools/list`. */
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
  updateActivityEvent,
  updateWorkProduct,
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
