// The AWS SDK for Go v2 in the loopback benchmark, used as most programs use it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/dynamodb"
)

func main() {
	told := parseArguments()
	if told.threads > 0 {
		runtime.GOMAXPROCS(told.threads)
	}
	newOperation, known := workloads[told.workload]
	if !known {
		fail(fmt.Errorf("--workload: unknown: %q", told.workload))
	}
	ctx := context.Background()
	client, err := connect(ctx, told)
	if err != nil {
		fail(err)
	}
	if told.verify {
		verify(ctx, client, newOperation())
		return
	}
	fmt.Println(run(ctx, client, told, newOperation))
}

func verify(ctx context.Context, client *dynamodb.Client, operate operation) {
	result, err := operate(ctx, client)
	if err != nil {
		fail(err)
	}
	line, err := json.Marshal(printable(result))
	if err != nil {
		fail(err)
	}
	fmt.Println(string(line))
}

func run(ctx context.Context, client *dynamodb.Client, told arguments, newOperation func() operation) string {
	measured := newMeasurement(told)
	var all sync.WaitGroup
	for i := 0; i < told.concurrency; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			operate := newOperation()
			for began, more := time.Now(), true; more; {
				if _, err := operate(ctx, client); err != nil {
					fail(err)
				}
				ended := time.Now()
				more = measured.completed(began, ended)
				began = ended
			}
		}()
	}
	all.Wait()
	return measured.report()
}
