package manifests

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"
)

// cluster accepts a custom resource only after its definition, like a real one.
type cluster struct {
	mu      sync.Mutex
	calls   []string
	objects map[string]string
	down    int // calls that fail at first
}

func (c *cluster) apply(_ context.Context, file string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	name := filepath.Base(file)
	c.calls = append(c.calls, name)
	if c.down > 0 {
		c.down--
		return errors.New("connection refused")
	}
	if _, found := c.objects["z-crd.yaml"]; name == "a-cr.yaml" && !found {
		return errors.New("no matches for kind")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	c.objects[name] = string(text)
	return nil
}

func (c *cluster) has(name, text string) func() bool {
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		return c.objects[name] == text
	}
}

func (c *cluster) callsOf(name string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(slices.DeleteFunc(slices.Clone(c.calls), func(call string) bool { return call != name }))
}

func run(t *testing.T, dir string, c *cluster) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	d := Deployer{
		Dir: filepath.Join(dir, "manifests"), StateFile: filepath.Join(dir, "state.json"), Apply: c.apply,
		Interval: time.Millisecond, MaxInterval: 4 * time.Millisecond,
	}
	go func() { d.Run(ctx); close(done) }()
	stop = sync.OnceFunc(func() { cancel(); <-done })
	t.Cleanup(stop)
	return stop
}

func TestADefinitionAndItsResourceInAnyOrderAreBothApplied(t *testing.T) {
	dir, c := t.TempDir(), &cluster{objects: map[string]string{}, down: 3}
	put(t, dir, "a-cr.yaml", "cr")
	put(t, dir, "z-crd.yaml", "crd")
	put(t, dir, "deep/er/m.yml", "m")
	run(t, dir, c)
	eventually(t, c.has("a-cr.yaml", "cr"))
	eventually(t, c.has("z-crd.yaml", "crd"))
	eventually(t, c.has("m.yml", "m"))
}

func TestAChangedFileIsAppliedAgainAndAnUnchangedOneIsNotEvenAfterARestart(t *testing.T) {
	dir, c := t.TempDir(), &cluster{objects: map[string]string{}}
	put(t, dir, "same.yaml", "same")
	put(t, dir, "b.yaml", "1")
	stop := run(t, dir, c)
	eventually(t, c.has("same.yaml", "same"))
	eventually(t, c.has("b.yaml", "1"))
	put(t, dir, "b.yaml", "2")
	eventually(t, c.has("b.yaml", "2"))
	stop()
	put(t, dir, "c.yaml", "3")
	run(t, dir, c)
	eventually(t, c.has("c.yaml", "3"))
	if got := c.callsOf("same.yaml"); got != 1 {
		t.Errorf("the unchanged file was applied %d times", got)
	}
}

func TestAPassIsWellOnlyIfEveryFileIs(t *testing.T) {
	dir, c := t.TempDir(), &cluster{objects: map[string]string{}, down: 1}
	d := Deployer{Dir: filepath.Join(dir, "manifests"), StateFile: filepath.Join(dir, "state.json"), Apply: c.apply}
	applied := map[string]string{}
	if !d.pass(t.Context(), applied) {
		t.Error("a folder that is not there was a failure")
	}
	put(t, dir, "a.yaml", "1")
	put(t, dir, "b.yaml", "2")
	for _, want := range []bool{false, true, true} {
		if got := d.pass(t.Context(), applied); got != want {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	if a, b := c.callsOf("a.yaml"), c.callsOf("b.yaml"); a != 2 || b != 1 {
		t.Errorf("applied %d and %d times", a, b)
	}
}

func TestOtherFilesAndSkippedOnesAreLeftAlone(t *testing.T) {
	dir, c := t.TempDir(), &cluster{objects: map[string]string{}}
	put(t, dir, "README.md", "no")
	put(t, dir, "a.yaml", "no")
	put(t, dir, "a.yaml.skip", "")
	put(t, dir, "z.yaml", "yes")
	run(t, dir, c)
	eventually(t, c.has("z.yaml", "yes"))
	for _, name := range []string{"README.md", "a.yaml", "a.yaml.skip"} {
		if got := c.callsOf(name); got != 0 {
			t.Errorf("%s was applied", name)
		}
	}
}

func put(t *testing.T, dir, name, text string) {
	t.Helper()
	path := filepath.Join(dir, "manifests", name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func eventually(t *testing.T, ask func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !ask(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it did not happen")
		}
	}
}
