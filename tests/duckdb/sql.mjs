// SPDX-License-Identifier: MIT
// sql.mjs: runs the SQL on standard input and prints the last answer, one JSON
// object a row.  With --there: only whether DuckDB is here.
import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';

if (process.argv[2] !== '--there') {
	const connection = await (await DuckDBInstance.create(':memory:')).connect();
	const reader = await connection.runAndReadAll(readFileSync(0, 'utf8'));
	for (const row of reader.getRowObjectsJS())
		console.log(JSON.stringify(row, (_, value) => typeof value === 'bigint' ? Number(value) : value));
}
