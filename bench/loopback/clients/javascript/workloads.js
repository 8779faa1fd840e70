import { readFileSync } from "node:fs";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";

import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/lib-dynamodb";
import { NodeHttpHandler } from "@smithy/node-http-handler";

import { firstSortKey, sampleItem } from "./item.js";

const TableName = "bench";

export function connect({ endpoint, ca, connections }) {
  const pool = { keepAlive: true, maxSockets: connections };
  const requestHandler = new NodeHttpHandler({
    httpAgent: new HttpAgent(pool),
    httpsAgent: new HttpsAgent({ ...pool, ca: ca && readFileSync(ca) }),
  });
  return DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, requestHandler }));
}

const page = (Items) => ({ count: Items.length, first: Items[0], last: Items.at(-1) });

/** One operation for each workload; it returns the decoded result. `shown`: the result as --verify prints it. */
export const workloads = {
  "get-item": () => ({
    async operate(client) {
      return (await client.send(new GetCommand({ TableName, Key: { pk: "bench", sk: firstSortKey } }))).Item;
    },
  }),
  "put-item": () => ({
    async operate(client) {
      const Item = sampleItem();
      await client.send(new PutCommand({ TableName, Item }));
      return Item;
    },
  }),
  query: () => ({
    async operate(client) {
      const command = new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": "bench" },
      });
      return (await client.send(command)).Items;
    },
    shown: page,
  }),
  "batch-write": () => ({
    async operate(client) {
      const puts = Array.from({ length: 25 }, (_, index) => ({ PutRequest: { Item: sampleItem(index) } }));
      const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [TableName]: puts } }));
      if (Object.keys(UnprocessedItems ?? {}).length !== 0) throw new Error("there are unprocessed items");
      return { written: puts.length };
    },
  }),
  scan: () => {
    let ExclusiveStartKey;
    return {
      async operate(client) {
        const answer = await client.send(new ScanCommand({ TableName, Limit: 1000, ExclusiveStartKey }));
        ExclusiveStartKey = answer.LastEvaluatedKey;
        return answer.Items;
      },
      shown: page,
    };
  },
};
