package process

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestACommandNameMayHoldAnything(t *testing.T) {
	line := "42 (a) b (S 1) Z 1 42 42 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 98765 1000 1 18446744073709551615"
	got, err := parseStat(line)
	if err != nil {
		t.Fatal(err)
	}
	if got.state != 'Z' || got.started != 98765 {
		t.Errorf("got state %c, started %d", got.state, got.started)
	}
	for _, bad := range []string{"", "42 x", "42 (x) S 1"} {
		if _, err := parseStat(bad); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

func TestAProcessIsKnownAgainAndEnds(t *testing.T) {
	dir := t.TempDir()
	record := filepath.Join(dir, "run", "sleep.json")
	p, err := Command{Args: []string{"/bin/sh", "-c", "echo started; exec sleep 600"}, Log: filepath.Join(dir, "log", "sleep.log")}.Start()
	if err != nil {
		t.Fatal(err)
	}
	awaitLog(t, filepath.Join(dir, "log", "sleep.log"), "started")
	if err := p.Save(record); err != nil {
		t.Fatal(err)
	}
	again, running, err := Recorded(record)
	if err != nil || !running || again != p {
		t.Fatalf("got %+v, running %v, error %v; want %+v", again, running, err, p)
	}
	if err := again.Stop(10 * time.Second); err != nil {
		t.Fatal(err)
	}
	if _, running, _ := Recorded(record); running {
		t.Error("still running")
	}
}

// awaitLog waits until the process has written what it has to say: its start alone has not run any of its own code yet.
func awaitLog(t *testing.T, path, want string) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		log, err := os.ReadFile(path)
		if err == nil && strings.Contains(string(log), want) {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("log: %q, %v; want %q in it", log, err, want)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func TestAnotherProcessWithTheSameNumberIsNotTouched(t *testing.T) {
	self, err := Find(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	self.Started--
	if self.Alive() {
		t.Error("taken for alive")
	}
	if err := self.Stop(time.Second); err != nil { // would end this test
		t.Error(err)
	}
	if err := self.Wait(context.Background()); err != nil {
		t.Error(err)
	}
}

func TestNoRecordIsNotRunning(t *testing.T) {
	if _, running, err := Recorded(filepath.Join(t.TempDir(), "none.json")); running || err != nil {
		t.Errorf("running %v, error %v", running, err)
	}
}
