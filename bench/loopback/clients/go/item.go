package main

import (
	"strings"
	"time"
)

type address struct {
	Street string `dynamodbav:"street" json:"street"`
	City   string `dynamodbav:"city" json:"city"`
	Zip    string `dynamodbav:"zip" json:"zip"`
}

type item struct {
	PK      string    `dynamodbav:"pk" json:"pk"`
	SK      int64     `dynamodbav:"sk" json:"sk"`
	Name    string    `dynamodbav:"name" json:"name"`
	Email   string    `dynamodbav:"email" json:"email"`
	Count   int64     `dynamodbav:"count" json:"count"`
	Price   float64   `dynamodbav:"price" json:"price"`
	Active  bool      `dynamodbav:"active" json:"active"`
	Tags    []string  `dynamodbav:"tags,stringset" json:"tags"`
	Address address   `dynamodbav:"address" json:"address"`
	Scores  []int64   `dynamodbav:"scores" json:"scores"`
	Created time.Time `dynamodbav:"created,unixtime" json:"-"`
	Payload string    `dynamodbav:"payload" json:"payload"`
}

// The item as --verify prints it.
type printedItem struct {
	item
	Created int64 `json:"created"`
}

func printed(i item) printedItem { return printedItem{item: i, Created: i.Created.Unix()} }

const firstSortKey = 1000

var payload = strings.Repeat("the quick brown fox jumps over the lazy dog and runs on ", 11)[:573]

// The item that all clients write, the index-th of a batch: 1024 bytes of DynamoDB-JSON.
func sampleItem(index int64) item {
	return item{
		PK: "bench", SK: firstSortKey + index, Name: "Wilhelmina Featherstonehaugh",
		Email: "w.featherstonehaugh@example.com", Count: 42, Price: 1999.95, Active: true,
		Tags:    []string{"blue", "large", "new"},
		Address: address{Street: "10 Downing Street", City: "London", Zip: "SW1A 2AA"},
		Scores:  []int64{71, 82, 93, 64, 55}, Created: time.Unix(1_700_000_000, 0), Payload: payload,
	}
}
