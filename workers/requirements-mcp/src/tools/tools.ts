import { addComment } from './comments/add-comment.ts';
import { listComments } from './comments/list-comments.ts';
import { resolveComment } from './comments/resolve-comment.ts';
import { createAcceptanceCriteria } from './criteria/create-acceptance-criteria.ts';
import { updateAcceptanceCriteria } from './criteria/update-acceptance-criteria.ts';
import { createEpic } from './epics/create-epic.ts';
import { deleteEpic } from './epics/delete-epic.ts';
import { listEpics } from './epics/list-epics.ts';
import { updateEpic } from './epics/update-epic.ts';
import { exportWorkspace } from './exchange/export-workspace.ts';
import { importWorkspace } from './exchange/import-workspace.ts';
import { answerInvitation } from './members/answer-invitation.ts';
import { createWorkspace } from './members/create-workspace.ts';
import { listMembers } from './members/list-members.ts';
import { removeMember } from './members/remove-member.ts';
import { setMember } from './members/set-member.ts';
import { getDictionaries } from './reading/get-dictionaries.ts';
import { getEntity } from './reading/get-entity.ts';
import { getHierarchy } from './reading/get-hierarchy.ts';
import { getHistory } from './reading/get-history.ts';
import { searchGlobal } from './reading/search-global.ts';
import { searchRequirements } from './reading/search-requirements.ts';
import { createRelationship } from './relationships/create-relationship.ts';
import { deleteRelationship } from './relationships/delete-relationship.ts';
import { listRelationships } from './relationships/list-relationships.ts';
import { createRequirement } from './requirements/create-requirement.ts';
import { updateRequirement } from './requirements/update-requirement.ts';
import { deleteMyData } from './rights/delete-my-data.ts';
import { exportMyData } from './rights/export-my-data.ts';
import { createUserStory } from './stories/create-user-story.ts';
import { updateUserStory } from './stories/update-user-story.ts';

/** The tools of requirements-mcp, in the order in which clients list them. */
export const tools = [
  createEpic,
  updateEpic,
  listEpics,
  deleteEpic,
  createUserStory,
  updateUserStory,
  createRequirement,
  updateRequirement,
  createAcceptanceCriteria,
  updateAcceptanceCriteria,
  createRelationship,
  listRelationships,
  deleteRelationship,
  searchGlobal,
  searchRequirements,
  getEntity,
  getHierarchy,
  getHistory,
  getDictionaries,
  addComment,
  listComments,
  resolveComment,
  importWorkspace,
  exportWorkspace,
  createWorkspace,
  listMembers,
  setMember,
  removeMember,
  answerInvitation,
  exportMyData,
  deleteMyData,
];
