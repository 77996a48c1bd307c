import type { Result } from '@aisystant/mcp';
import type { Created } from '../domain/created.ts';
import type { RequirementType } from '../domain/dictionaries.ts';

/** What a type of requirements is called, and what it means. */
export type RequirementTypeFields = Pick<RequirementType, 'name' | 'description'>;

/** Types of requirements of the workspace of the caller. */
export interface RequirementTypeStore {
  /** The types of requirements, retired ones too; the first are those of the server. */
  requirementTypes(): Promise<readonly RequirementType[]>;
  /** Adds a type, or brings back the retired one of this name. Names differ in more than case, spaces and hyphens. */
  addRequirementType(
    fields: RequirementTypeFields,
    at: string,
  ): Promise<Result<Created<RequirementType>, 'name_taken' | 'too_many'>>;
  /** Changes a type in use if its version is the expected one; else the error is the type as it is, or null if there is none. */
  editRequirementType(
    type: Pick<RequirementType, 'id' | 'version'>,
    fields: RequirementTypeFields,
    at: string,
  ): Promise<Result<RequirementType, RequirementType | 'name_taken' | 'name_retired' | null>>;
  /** Retires a type: one that requirements have only by force, the last one never. */
  retireRequirementType(id: string, force: boolean, at: string): Promise<Result<null, 'not_found' | 'in_use' | 'last'>>;
}
