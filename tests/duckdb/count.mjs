// SPDX-License-Identifier: MIT
// count.mjs THREADS FOLDER: events by service and name, by DuckDB with a
// schema of what is asked for.  Without arguments: whether DuckDB is here.
import { DuckDBInstance } from '@duckdb/node-api';

const [threads, folder] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:', threads ? { threads } : {})).connect();
if (folder) {
	const reader = await connection.runAndReadAll(`
		SELECT r.eventSource, r.eventName, count(*)::INTEGER AS n FROM (
			SELECT unnest(Records) AS r FROM read_json('${folder.replaceAll("'", "''")}/**/*.json.gz',
				columns = {Records: 'STRUCT(eventSource VARCHAR, eventName VARCHAR)[]'},
				maximum_object_size = 1073741824))
		GROUP BY ALL ORDER BY ALL`);
	for (const row of reader.getRows()) console.log(row.join(' '));
}
