package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

type arguments struct {
	workload, endpoint, ca            string
	concurrency, connections, threads int
	seconds, warmUp                   time.Duration
	pages                             int64 // 0: measure for `seconds`
	verify                            bool
}

func parseArguments() arguments {
	var told arguments
	var seconds, warmUp float64
	flag.StringVar(&told.workload, "workload", "", "get-item, put-item, query, batch-write or scan")
	flag.StringVar(&told.endpoint, "endpoint", "", "http[s]://HOST:PORT[/PATH]")
	flag.StringVar(&told.ca, "ca", "", "a PEM file of authorities to trust; by default the system's")
	flag.IntVar(&told.concurrency, "concurrency", 1, "operations that always run")
	flag.IntVar(&told.connections, "connections", 0, "by default as many as --concurrency, at most 64")
	flag.IntVar(&told.threads, "threads", 0, "GOMAXPROCS; by default Go's own choice")
	flag.Float64Var(&seconds, "seconds", 1, "how long to measure")
	flag.Float64Var(&warmUp, "warm-up", 0, "seconds before that")
	flag.Int64Var(&told.pages, "pages", 0, "so many operations instead, without a warm-up")
	flag.BoolVar(&told.verify, "verify", false, "one operation; prints what it decoded")
	flag.Parse()
	told.seconds = time.Duration(seconds * float64(time.Second))
	told.warmUp = time.Duration(warmUp * float64(time.Second))
	if told.endpoint == "" || flag.NArg() != 0 || told.concurrency < 1 {
		flag.Usage()
		os.Exit(1)
	}
	if told.connections == 0 {
		told.connections = told.concurrency
		if told.connections > 64 {
			told.connections = 64
		}
	}
	return told
}

// Ends the program: a failed operation is never counted.
func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
