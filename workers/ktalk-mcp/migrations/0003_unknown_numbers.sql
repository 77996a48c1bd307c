-- What KTalk does not say of a recording is null, and not zero. The next pass over the list writes it.
ALTER TABLE recording ADD COLUMN seconds INTEGER;
ALTER TABLE recording ADD COLUMN people INTEGER;
UPDATE recording SET seconds = duration_sec, people = participants_count;
ALTER TABLE recording DROP COLUMN duration_sec;
ALTER TABLE recording DROP COLUMN participants_count;
ALTER TABLE recording RENAME COLUMN seconds TO duration_sec;
ALTER TABLE recording RENAME COLUMN people TO participants_count;
