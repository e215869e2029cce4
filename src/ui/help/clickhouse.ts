import { list, text, type HelpPage } from './help-page.ts';

export const clickhouse: HelpPage = {
  id: 'clickhouse',
  title: 'ClickHouse',
  summary:
    'When the events are too many for one computer: they stay on your own ClickHouse server, which does the counting.',
  sections: [
    {
      id: 'what-crosses',
      title: 'What stays, and what crosses',
      blocks: [
        text(
          'A project’s source is either this browser or **ClickHouse at** an address of yours. Counts (totals, events, properties, monthly users, the number of people who did the start event) are made on the server. The statistics are made in your browser.',
        ),
        text(
          'For an analysis the server counts, too. **Rows of events never cross, nor do ids.** Of the people who did the start event at most **50,000** are looked at, those with the smallest hashes of their ids (`murmurHash3_32`), so that every server and every run draws the same ones; the result says how many there are in all. What crosses is:',
        ),
        list(
          '**a row for each person**: a number instead of the id, 16 bits of its hash, the second of the start event and of the target event, how many events on how many days,',
          '**a row for each event name**: how many people did it how often, and the usual times,',
          '**a row for each sampled moment** of a person (each who converts is compared with up to 40 others at the same time since the start): which of the tried events had been done once, twice, 3, 5 or 10 times before, which tried values had been had, and how much had been done in all, in the last day and in the last hour,',
          '**properties as they stood at the start event**: each value, with the numbers of the people who had it; and of properties that hardly ever change, the values people came to later. A text that fewer than five of these people had (a name, a mail address) does not cross: a hash that cannot be read stands in for it. Numbers, truth values and lists cross as they are,',
          '**for each event and property** the commonest values with their counts, or the quartiles of a number.',
        ),
        text(
          'These are counts, but of single people, if numbered ones: somebody who did only one thing is told by it, give or take the moments that were sampled.',
        ),
        text(
          'Nothing is written to the server. *Who is likely next* needs ids, so it is only there for projects in this browser. If a property must never leave the server, leave it out of the view that Ptero reads.',
        ),
      ],
    },
    {
      id: 'table',
      title: 'The table',
      blocks: [
        text('Ptero reads four columns of a table or view, of ClickHouse 24.3 or later:'),
        {
          kind: 'table',
          head: ['Column', 'Type', 'What it holds'],
          rows: [
            ['event', 'LowCardinality(String)', 'the name of the event'],
            ['distinct_id', 'String', 'the user; events with an empty one are left out'],
            ['time', "DateTime64(3, 'UTC')", 'the moment'],
            ['properties', 'String (JSON) or JSON', 'everything else'],
          ],
        },
        {
          kind: 'code',
          text: "CREATE TABLE analytics.mixpanel_events\n(\n  event LowCardinality(String),\n  distinct_id String,\n  time DateTime64(3, 'UTC'),\n  properties String CODEC(ZSTD(3))\n)\nENGINE = MergeTree\nORDER BY (distinct_id, time);",
        },
        text(
          'Other names or types: make a view with these four columns. On a cluster, name the `Distributed` table as it is; a user’s rows may lie on any shard.',
        ),
      ],
    },
    {
      id: 'load',
      title: 'Load Mixpanel exports',
      blocks: [
        text('Put the raw export (one JSON object a line) into the table, each event once:'),
        {
          kind: 'code',
          text: "INSERT INTO analytics.mixpanel_events\nSELECT event, distinct_id, time, properties FROM\n(\n  SELECT\n    JSONExtractString(line, 'event') AS event,\n    JSONExtractString(line, 'properties', 'distinct_id') AS distinct_id,\n    JSONExtractFloat(line, 'properties', 'time') AS said,\n    fromUnixTimestamp64Milli(toInt64(round(if(said > 1e11, said, said * 1000))), 'UTC') AS time,\n    JSONExtractRaw(line, 'properties') AS properties,\n    JSONExtractString(properties, '$insert_id') AS insert_id\n  FROM file('export.ndjson', LineAsString)\n  WHERE distinct_id NOT IN ('', '$hotshard_events')\n  LIMIT 1 BY event, distinct_id, time, insert_id\n);",
        },
        text(
          'Ptero counts rows as they stand: what is loaded twice counts twice. To load a day again, delete that day first. Projects made before 2023 may carry local clock time; turn it into UTC when you load.',
        ),
      ],
    },
    {
      id: 'user',
      title: 'The read-only user',
      blocks: [
        text('One user for Ptero, who can read this table and nothing else, with limits that no question can pass:'),
        {
          kind: 'code',
          text: "CREATE SETTINGS PROFILE ptero SETTINGS\n  readonly = 1,\n  max_execution_time = 300,\n  max_memory_usage = 20000000000,\n  max_result_bytes = 2000000000,\n  add_http_cors_header = 1,\n  output_format_arrow_compression_method = 'none',\n  cancel_http_readonly_queries_on_client_close = 1;\n\nCREATE USER ptero IDENTIFIED WITH sha256_password BY 'a long password'\n  SETTINGS PROFILE 'ptero';\n\nGRANT SELECT(event, distinct_id, time, properties)\n  ON analytics.mixpanel_events TO ptero;",
        },
        list(
          '`output_format_arrow_compression_method` must be there: with `readonly = 1` the browser may not set it, and it cannot read compressed Arrow.',
          '`cancel_http_readonly_queries_on_client_close` ends a question on the server when you press Cancel.',
          'The password is kept in memory until the tab closes; in this browser only if you tick that box. Address, table and user are kept in this browser.',
        ),
      ],
    },
    {
      id: 'cors',
      title: 'CORS: letting this page ask',
      blocks: [
        text(
          'A browser asks another server only if that server allows it. `add_http_cors_header = 1` in the profile above does so for answers; the question before them (`OPTIONS`) needs this in the server’s configuration:',
        ),
        {
          kind: 'code',
          text: '<clickhouse>\n  <http_options_response>\n    <header>\n      <name>Access-Control-Allow-Origin</name>\n      <value>https://ptero.example.org</value>\n    </header>\n    <header>\n      <name>Access-Control-Allow-Headers</name>\n      <value>authorization, content-type, user-agent</value>\n    </header>\n    <header>\n      <name>Access-Control-Allow-Methods</name>\n      <value>POST, GET, OPTIONS</value>\n    </header>\n    <header>\n      <name>Access-Control-Max-Age</name>\n      <value>86400</value>\n    </header>\n  </http_options_response>\n</clickhouse>',
        },
        text(
          'Questions that carry many numbers (the moments to count at) go as a form (`multipart/form-data`), in fields of at most 100 kB, which servers take as they come.',
        ),
        text(
          'Put the address of this page in place of `https://ptero.example.org`. Use `https://`: a page served by https cannot ask a server by http, this computer excepted.',
        ),
      ],
    },
    {
      id: 'cost',
      title: 'What it costs',
      blocks: [
        text(
          'Worked out on paper from what one core did with 6.8 million simulated events (ClickHouse 26.7, November 2026): it found the people who did a start event at 61 million rows a second, picked the rows of the people drawn at 24 million, counted totals at 9 million, users by event at 6 million, and took properties apart at 1 to 2 million. Your events may be wider.',
        ),
        {
          kind: 'table',
          head: ['', '100 million events', '10 billion events'],
          rows: [
            ['on disk, at 30 bytes an event', '3 GB', '300 GB'],
            ['opening: totals and events', '30 core seconds', '50 core minutes'],
            ['opening: properties', '1 to 2 core minutes', '2 to 3 core hours'],
            ['an analysis: finding people and their rows, 11 times', '65 core seconds', '110 core minutes'],
            [
              'an analysis: properties of 50,000 people (170 events each), 8 times',
              '70 core seconds',
              '70 core seconds',
            ],
            ['an analysis, over all cores', '10 s on 16 cores', '1 min on 128 cores'],
            ['counts that cross', '10 to 40 MB', '10 to 40 MB'],
          ],
        },
        text(
          'Each question of an analysis finds the people again, since a read-only user can keep nothing on the server. What crosses depends on the people drawn, not on the events there are. The counts of an opened project are kept until its totals change.',
        ),
      ],
    },
    {
      id: 'trouble',
      title: 'When it does not work',
      blocks: [
        list(
          '**Cannot be reached**: a browser does not say whether the server is down, the address wrong or CORS not set. Open the address in a new tab: if it says `Ok.`, it is CORS.',
          '**Does not know the user**: user or password is wrong. Try both with `curl --user`.',
          '**May not read the table**: grant `SELECT` on it to the user. **No such table**: check the database before the point.',
          '**Too old**: ClickHouse before 24.3 lacks functions that the questions need.',
          '**Took too long** or **reached a limit**: raise `max_execution_time` or `max_memory_usage` of the profile, or ask about a rarer start event.',
          '**Somebody ended the question**: `KILL QUERY` was used on it. Ask whoever looks after the server.',
        ),
      ],
    },
  ],
};
