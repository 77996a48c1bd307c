import { type Database, rowsOf } from '@aisystant/mcp/d1';
import type { Member } from '../domain/role.ts';
import { commentEdits } from './d1-comment-edits.ts';
import { commentReads } from './d1-comment-reads.ts';
import { commentWrites } from './d1-comment-writes.ts';
import { deletionStore } from './d1-deletion.ts';
import { entityReads } from './d1-entity-reads.ts';
import { entityWrites } from './d1-entity-writes.ts';
import { relationshipReads } from './d1-relationship-reads.ts';
import { relationshipWrites } from './d1-relationship-writes.ts';
import { requirementTypeStore } from './d1-requirement-types.ts';
import { searchStore } from './d1-search.ts';
import type { Membership } from './membership.ts';
import { refusingByRole, requireRole } from './refused-by-role.ts';
import type { RequirementsStore } from './requirements-store.ts';

/** The workspace of a caller in D1. */
export function d1RequirementsStore(db: Database, membership: () => Promise<Membership>): RequirementsStore {
  const people = async (condition = '') => {
    const { workspace, ...me } = await membership();
    const sql = `SELECT id, name, role FROM member WHERE workspace = ? ${condition}`;
    const rows = await rowsOf<Member>(db, sql, workspace);
    return new Map([me, ...rows].map(({ id, name, role }) => [id, { id, name, role }]));
  };
  const store: RequirementsStore = {
    async me() {
      const { id, name, role } = await membership();
      return { id, name, role };
    },
    async require(action) {
      requireRole((await membership()).role, action);
    },
    members: () => people('AND (email IS NOT NULL OR person IS NOT NULL)'),
    authors: () => people(),
    ...entityReads(db, membership),
    ...entityWrites(db, membership),
    ...relationshipReads(db, membership),
    ...relationshipWrites(db, membership),
    ...commentReads(db, membership),
    ...commentWrites(db, membership),
    ...commentEdits(db, membership),
    ...searchStore(db, membership),
    ...deletionStore(db, membership),
    ...requirementTypeStore(db, membership),
  };
  return refusingByRole({ db, membership }, store, {
    create: 'write',
    update: 'write',
    relate: 'write',
    unrelate: 'write',
    addComment: 'comment',
    resolveComment: 'comment',
    editComment: 'comment',
    // Whose words they are not removes them as what is deleted.
    removeComment: ({ id }, { authorId }) => (authorId === id ? 'comment' : 'delete'),
    deleteEntity: 'delete',
    addRequirementType: 'configure',
    editRequirementType: 'configure',
    retireRequirementType: 'configure',
  });
}
