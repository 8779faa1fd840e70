package main

import (
	"encoding/json"
	"fmt"
	"math"
	"math/bits"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// The CPU time and the allocations of the process at one point in time.
type usage struct {
	at           time.Time
	user, system int64 // microseconds
	allocations  uint64
}

func usageNow() usage {
	var memory runtime.MemStats
	runtime.ReadMemStats(&memory)
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		fail(err)
	}
	return usage{time.Now(), used.Utime.Nano() / 1000, used.Stime.Nano() / 1000, memory.Mallocs}
}

// Counts durations by size, with an error of at most 1.6 %: 64 counters for each power of two of nanoseconds.
type latencies struct{ counts [40 * 64]uint64 }

func (l *latencies) add(each time.Duration) {
	ns := uint64(each)
	place := ns
	if ns >= 64 {
		shift := uint64(bits.Len64(ns)) - 7
		place = (shift+1)*64 + ns>>shift - 64
	}
	if place >= uint64(len(l.counts)) {
		place = uint64(len(l.counts)) - 1
	}
	atomic.AddUint64(&l.counts[place], 1)
}

// The microseconds that a part `quantile` of all durations does not exceed.
func (l *latencies) at(quantile float64) float64 {
	all := uint64(0)
	for _, each := range l.counts {
		all += each
	}
	wanted := quantile * float64(all)
	for place, each := range l.counts {
		if wanted -= float64(each); each != 0 && wanted <= 0 {
			if place < 64 {
				return float64(place) / 1000
			}
			return math.Ldexp(float64(place%64+64)+0.5, place/64-1) / 1000
		}
	}
	return 0
}

// The measured window. It opens when the first operation after the warm-up ends. It closes when the first operation
// ends after the measured time, so that it contains whole operations.
type measurement struct {
	from, until     time.Time
	length          time.Duration
	most            int64
	opening, ending sync.Once
	opened, closed  atomic.Bool
	before, after   usage
	operations      atomic.Int64
	latencies       latencies
}

func newMeasurement(told arguments) *measurement {
	m := &measurement{from: time.Now().Add(told.warmUp), length: told.seconds, most: math.MaxInt64}
	if told.pages > 0 {
		m.most, m.length = told.pages, math.MaxInt64/2
		m.open()
	}
	return m
}

func (m *measurement) open() {
	m.opening.Do(func() {
		m.before = usageNow()
		m.until = m.before.at.Add(m.length)
		m.opened.Store(true)
	})
}

// Records an operation that ended; returns false if the measurement is over.
func (m *measurement) completed(began, ended time.Time) bool {
	if !m.opened.Load() {
		if ended.After(m.from) {
			m.open()
		}
		return true
	}
	if m.closed.Load() {
		return false
	}
	m.latencies.add(ended.Sub(began))
	if count := m.operations.Add(1); count < m.most && ended.Before(m.until) {
		return true
	}
	m.ending.Do(func() { m.closed.Store(true); m.after = usageNow() })
	return false
}

func (m *measurement) report() string {
	line, err := json.Marshal(struct {
		Operations    int64   `json:"operations"`
		Seconds       float64 `json:"seconds"`
		User          int64   `json:"user_us"`
		System        int64   `json:"system_us"`
		P50           float64 `json:"p50_us"`
		P99           float64 `json:"p99_us"`
		P999          float64 `json:"p999_us"`
		PeakKB        int64   `json:"peak_kb"`
		Allocations   uint64  `json:"allocations"`
		BytesReceived *int64  `json:"bytes_received"`
	}{
		m.operations.Load(), m.after.at.Sub(m.before.at).Seconds(), m.after.user - m.before.user,
		m.after.system - m.before.system, m.latencies.at(0.5), m.latencies.at(0.99), m.latencies.at(0.999),
		peakKB(), m.after.allocations - m.before.allocations, nil,
	})
	if err != nil {
		fail(err)
	}
	return string(line)
}

func peakKB() int64 {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		fail(err)
	}
	for _, line := range strings.Split(string(status), "\n") {
		var kb int64
		if n, _ := fmt.Sscanf(line, "VmHWM: %d kB", &kb); n == 1 {
			return kb
		}
	}
	fail(fmt.Errorf("/proc/self/status tells no VmHWM"))
	return 0
}
