/** Most characters of a whole tool result. Clients cut or reject longer ones. */
export const RESULT_CHARACTERS = 50_000;

/** Most characters of the JSON of one stored record, so that it fits into a result with its summary. */
export const RECORD_CHARACTERS = 48_000;

/** Most characters of the items of one page: their JSON, and their words once more for the summary. */
export const PAGE_CHARACTERS = 46_000;

/** Most characters of a resource: a longer one would fill a model's context. */
export const RESOURCE_CHARACTERS = 1_000_000;
