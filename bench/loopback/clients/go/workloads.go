package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/feature/dynamodb/attributevalue"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
	"github.com/aws/aws-sdk-go-v2/service/dynamodb/types"
)

var table = aws.String("bench")

func connect(ctx context.Context, told arguments) (*dynamodb.Client, error) {
	authorities := (*x509.CertPool)(nil)
	if told.ca != "" {
		pem, err := os.ReadFile(told.ca)
		if err != nil {
			return nil, err
		}
		authorities = x509.NewCertPool()
		if !authorities.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s: no certificates", told.ca)
		}
	}
	// The SDK's defaults for these two are 10 and no limit. With more concurrent operations it would open new connections
	// all the time.
	pool := awshttp.NewBuildableClient().WithTransportOptions(func(transport *http.Transport) {
		transport.MaxIdleConns = told.connections
		transport.MaxIdleConnsPerHost = told.connections
		transport.MaxConnsPerHost = told.connections
		transport.TLSClientConfig = &tls.Config{RootCAs: authorities, MinVersion: tls.VersionTLS12}
	})
	loaded, err := config.LoadDefaultConfig(ctx, config.WithHTTPClient(pool))
	if err != nil {
		return nil, err
	}
	return dynamodb.NewFromConfig(loaded, func(options *dynamodb.Options) {
		options.EndpointResolver = dynamodb.EndpointResolverFromURL(told.endpoint)
		options.HTTPClient = ownBodies{loaded.HTTPClient}
	}), nil
}

// Runs one operation; the decoded result is used by --verify.
type operation func(ctx context.Context, client *dynamodb.Client) (any, error)

// The decoded items of a page.
type page struct {
	Count int         `json:"count"`
	First printedItem `json:"first"`
	Last  printedItem `json:"last"`
}

var workloads = map[string]func() operation{
	"get-item":    func() operation { return getItem },
	"put-item":    func() operation { return putItem },
	"query":       func() operation { return query },
	"batch-write": func() operation { return batchWrite },
	"scan":        newScan,
}

func getItem(ctx context.Context, client *dynamodb.Client) (any, error) {
	key, err := attributevalue.MarshalMap(struct {
		PK string `dynamodbav:"pk"`
		SK int64  `dynamodbav:"sk"`
	}{"bench", firstSortKey})
	if err != nil {
		return nil, err
	}
	output, err := client.GetItem(ctx, &dynamodb.GetItemInput{TableName: table, Key: key})
	if err != nil {
		return nil, err
	}
	var found item
	err = attributevalue.UnmarshalMap(output.Item, &found)
	return found, err
}

func putItem(ctx context.Context, client *dynamodb.Client) (any, error) {
	written := sampleItem(0)
	attributes, err := attributevalue.MarshalMap(written)
	if err != nil {
		return nil, err
	}
	_, err = client.PutItem(ctx, &dynamodb.PutItemInput{TableName: table, Item: attributes})
	return written, err
}

func query(ctx context.Context, client *dynamodb.Client) (any, error) {
	partition, err := attributevalue.Marshal("bench")
	if err != nil {
		return nil, err
	}
	output, err := client.Query(ctx, &dynamodb.QueryInput{
		TableName:                 table,
		KeyConditionExpression:    aws.String("pk = :pk"),
		ExpressionAttributeValues: map[string]types.AttributeValue{":pk": partition},
	})
	if err != nil {
		return nil, err
	}
	return items(output.Items)
}

func items(attributes []map[string]types.AttributeValue) ([]item, error) {
	var found []item
	err := attributevalue.UnmarshalListOfMaps(attributes, &found)
	return found, err
}

func batchWrite(ctx context.Context, client *dynamodb.Client) (any, error) {
	puts := make([]types.WriteRequest, 25)
	for i := range puts {
		attributes, err := attributevalue.MarshalMap(sampleItem(int64(i)))
		if err != nil {
			return nil, err
		}
		puts[i] = types.WriteRequest{PutRequest: &types.PutRequest{Item: attributes}}
	}
	output, err := client.BatchWriteItem(ctx, &dynamodb.BatchWriteItemInput{
		RequestItems: map[string][]types.WriteRequest{*table: puts}})
	if err != nil {
		return nil, err
	}
	if left := len(output.UnprocessedItems); left != 0 {
		return nil, fmt.Errorf("%d tables have unprocessed items", left)
	}
	return map[string]int{"written": len(puts)}, nil
}

func newScan() operation {
	input := dynamodb.ScanInput{TableName: table, Limit: aws.Int32(1000)}
	return func(ctx context.Context, client *dynamodb.Client) (any, error) {
		output, err := client.Scan(ctx, &input)
		if err != nil {
			return nil, err
		}
		input.ExclusiveStartKey = output.LastEvaluatedKey
		return items(output.Items)
	}
}

// The output of --verify for a result.
func printable(result any) any {
	switch found := result.(type) {
	case item:
		return printed(found)
	case []item:
		if len(found) == 0 {
			return page{}
		}
		return page{len(found), printed(found[0]), printed(found[len(found)-1])}
	}
	return result
}
