-- Whether KTalk says of a transcript that it has errors: some of what was said is not in it. Those that were read before are read again.
ALTER TABLE recording ADD COLUMN gaps INTEGER NOT NULL DEFAULT 0;
UPDATE recording SET transcript_due = 0 WHERE transcript_status = 'complete';
