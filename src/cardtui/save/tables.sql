-- The tables of the save file, format 1. Times are as in 2026-11-23T20:15:04+01:00.

-- One row of JSON: settings come and go with versions, and nothing is ever looked up by one of them.
CREATE TABLE settings (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    value BLOB NOT NULL
) STRICT;

-- No AUTOINCREMENT: its counter would remember evenings that left nothing.
CREATE TABLE evenings (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    started_at TEXT NOT NULL CHECK (started_at GLOB '{time}'),
    ended_at TEXT CHECK (ended_at GLOB '{time}'),
    deck TEXT NOT NULL,
    shape TEXT NOT NULL CHECK (shape IN ('evening', 'today', 'own'))
) STRICT;

-- A start looks for what is open, and must not have to pass by ten thousand evenings to see that nothing is.
CREATE INDEX evenings_open ON evenings (id) WHERE ended_at IS NULL;

CREATE TABLE met (
    evening INTEGER NOT NULL REFERENCES evenings (id) ON DELETE CASCADE,
    n INTEGER NOT NULL CHECK (n >= 0),
    card TEXT NOT NULL CHECK (length(card) BETWEEN 1 AND 64),
    suit TEXT NOT NULL,
    met_at TEXT NOT NULL CHECK (met_at GLOB '{time}'),
    heart INTEGER NOT NULL CHECK (heart IN (0, 1)),
    lap INTEGER NOT NULL CHECK (lap >= 1),
    PRIMARY KEY (evening, n)
) STRICT, WITHOUT ROWID;

-- Holds all that dealing asks of the history, so that it never touches the table.
CREATE INDEX met_card ON met (card, met_at, lap);
CREATE INDEX met_heart ON met (card) WHERE heart = 1;

-- The first row of an evening, n = 0, has no move: it is where the evening began.
CREATE TABLE moves (
    evening INTEGER NOT NULL REFERENCES evenings (id) ON DELETE CASCADE,
    n INTEGER NOT NULL CHECK (n >= 0),
    move BLOB CHECK ((move IS NULL) = (n = 0)),
    position BLOB NOT NULL,
    PRIMARY KEY (evening, n)
) STRICT;
