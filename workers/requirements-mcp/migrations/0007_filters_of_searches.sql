-- What most searches ask of a match beside its words, in the order of the full-text index: to read the row itself for each
-- match takes several times as long. The type is last, so that a search of several types looks once.
CREATE INDEX entity_match ON entity (n, workspace, priority, status, type);
