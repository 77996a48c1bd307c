export { ScriptedBrowser } from './browser.ts';
export { fillDemoLearners } from './demo/fill.ts';
export { playWeeklyReview } from './demo/scenario.ts';
export { doctor } from './doctor/doctor.ts';
export { faultsOf, type Report, renderReport } from './doctor/report.ts';
export { Grant, Learner } from './learner.ts';
export { type LocalFleet, startLocalFleet } from './local-fleet.ts';
export { localUrl } from './local-variables.ts';
export { mcpServers } from './manifest.ts';
