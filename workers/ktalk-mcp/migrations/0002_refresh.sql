-- Failures in a row of reading the rights or the transcript of a recording: the next attempt is put off by their number.
ALTER TABLE recording ADD COLUMN rights_failures INTEGER NOT NULL DEFAULT 0;
ALTER TABLE recording ADD COLUMN transcript_failures INTEGER NOT NULL DEFAULT 0;
-- Hash of the indexed transcript: one that did not change is not written again.
ALTER TABLE recording ADD COLUMN transcript_hash TEXT;

-- One index for each order in which the synchronization takes recordings.
DROP INDEX recording_rights;
DROP INDEX recording_transcript;
CREATE INDEX recording_incomplete ON recording (created_at) WHERE complete = 0;
CREATE INDEX recording_rights ON recording (rights_due) WHERE complete = 1;
CREATE INDEX recording_unread ON recording (created_at) WHERE complete = 1 AND transcript_status IS NULL;
CREATE INDEX recording_transcript ON recording (transcript_due) WHERE complete = 1 AND transcript_status IS NOT NULL;
CREATE INDEX recording_postponed ON recording (n) WHERE rights_failures + transcript_failures > 0;

-- A search goes from recording to recording of its reader by the range of their rows, so the readers are not in the text index.
ALTER TABLE recording DROP COLUMN readers;
DROP TABLE utterance_fts;
CREATE VIRTUAL TABLE utterance_fts USING fts5(
  stems, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 0"
);
DELETE FROM utterance;
UPDATE recording SET transcript_status = NULL, verification = NULL, transcript_due = 0;
