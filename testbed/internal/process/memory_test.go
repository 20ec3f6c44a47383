package process

import (
	"os"
	"testing"
)

func TestSharedMemoryIsCountedInProportion(t *testing.T) {
	rollup := "00400000-7ffc000 ---p 00000000 00:00 0    [rollup]\nRss:   5000 kB\nPss:   2048 kB\nPss_Dirty:  100 kB\n"
	if got := parsePSS(rollup); got != 2<<20 {
		t.Errorf("got %d", got)
	}
	if got := parsePSS("Rss: 1 kB\n"); got != 0 {
		t.Errorf("got %d", got)
	}
}

func TestAnEndedProcessUsesNoMemory(t *testing.T) {
	if ProportionalMemory([]int{os.Getpid()}) == 0 {
		t.Fatal("this machine does not tell the memory of a process that runs: /proc/PID/smaps_rollup")
	}
	if got := ProportionalMemory([]int{1 << 30}); got != 0 {
		t.Errorf("got %d", got)
	}
}
