-- Whether KTalk says of a transcript that it has errors: some of what was said is not in it.
ALTER TABLE recording ADD COLUMN gaps INTEGER NOT NULL DEFAULT 0;
-- Those that were read before are read again, behind those that were never read.
UPDATE recording SET transcript_due = 1 WHERE transcript_status = 'complete';
