package node

import (
	"strings"
	"testing"

	"registrymirror.dev/testbed/internal/supervisor"
)

func TestImageArchivesAreImportedOnceAndAgainWhenTheyChange(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("images/pause.tar", "1")
	b.put("data/agent/images/more.tar", "1")
	b.put("data/agent/images/README", "1")
	imports := func() (pause, more int) {
		return strings.Count(b.calls(), "images import "+b.dir+"/images/pause.tar"),
			strings.Count(b.calls(), "images import "+b.dir+"/data/agent/images/more.tar")
	}
	for _, step := range []struct {
		change              string
		wantPause, wantMore int
	}{
		{wantPause: 1, wantMore: 1},
		{wantPause: 1, wantMore: 1},
		{change: "data/agent/images/more.tar", wantPause: 1, wantMore: 2},
	} {
		if step.change != "" {
			b.put(step.change, "22")
		}
		b.start()
		b.awaitReady()
		b.stop()
		if err := b.awaitEnd(); err != nil {
			t.Fatal(err)
		}
		if pause, more := imports(); pause != step.wantPause || more != step.wantMore {
			t.Errorf("imported %d and %d times, want %d and %d", pause, more, step.wantPause, step.wantMore)
		}
	}
	if strings.Contains(b.calls(), "README") {
		t.Error("imported what is no archive")
	}
}

func TestABrokenArchiveCostsItsImagesNotTheNode(t *testing.T) {
	b := newBench(t, supervisor.Agent)
	b.put("images/pause.tar", "1")
	b.put("ctr-fails", "")
	b.start()
	b.awaitReady()
}
