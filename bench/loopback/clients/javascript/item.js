export const firstSortKey = 1000;

const payload = "the quick brown fox jumps over the lazy dog and runs on ".repeat(11).slice(0, 573);

/** The item that all clients write, the `index`-th of a batch: 1024 bytes of DynamoDB-JSON. */
export function sampleItem(index = 0) {
  return {
    pk: "bench",
    sk: firstSortKey + index,
    name: "Wilhelmina Featherstonehaugh",
    email: "w.featherstonehaugh@example.com",
    count: 42,
    price: 1999.95,
    active: true,
    tags: new Set(["blue", "large", "new"]),
    address: { street: "10 Downing Street", city: "London", zip: "SW1A 2AA" },
    scores: [71, 82, 93, 64, 55],
    created: 1_700_000_000,
    payload,
  };
}
