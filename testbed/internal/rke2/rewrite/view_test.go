package rewrite

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pelletier/go-toml/v2"
)

const (
	plain     = "server = \"https://quay.io/v2\"\n[host]\n[host.\"https://m.example/v2\"]\n"
	rewriting = plain + "  [host.\"https://m.example/v2\".rewrite]\n    \"^(.*)$\" = \"hub/$1\"\n"
	broken    = plain + "  [host.\"https://m.example/v2\".rewrite]\n    \"^a\\.b$\" = \"hub/$1\"\n"
)

func newView(t *testing.T) View {
	t.Helper()
	dir := t.TempDir()
	return View{Source: filepath.Join(dir, "certs.d"), Target: filepath.Join(dir, "testbed", "certs.d"), Proxy: serve(t)}
}

func (v View) put(t *testing.T, name, text string) {
	t.Helper()
	folder := filepath.Join(v.Source, name)
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	// As whoever changes it live should: beside, then renamed.
	temp := filepath.Join(folder, ".new")
	if err := os.WriteFile(temp, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(temp, filepath.Join(folder, "hosts.toml")); err != nil {
		t.Fatal(err)
	}
}

// read gives what containerd reads for a registry, or nothing.
func (v View) read(name string) string {
	text, err := os.ReadFile(filepath.Join(v.Target, name, "hosts.toml"))
	if err != nil {
		return ""
	}
	return string(text)
}

func TestARegistryWithoutRewritesIsTheRealFolder(t *testing.T) {
	v := newView(t)
	v.put(t, "quay.io", plain)
	v.put(t, "_default", rewriting)
	if err := v.Reset(); err != nil {
		t.Fatal(err)
	}
	if target, err := os.Readlink(filepath.Join(v.Target, "quay.io")); err != nil || target != filepath.Join(v.Source, "quay.io") {
		t.Errorf("got %q, %v", target, err)
	}
	if got := v.read("_default"); !strings.Contains(got, "[host.\"http://127.0.0.1:") || strings.Contains(got, "m.example") {
		t.Errorf("got %s", got)
	}
}

func TestAFileThatContainerdDoesNotDecodeIsNotDecodableInTheViewEither(t *testing.T) {
	v := newView(t)
	v.put(t, "quay.io", broken)
	v.put(t, "r.example", "ca = [\"/a\\x01\"]\n") // newer decoders take this one
	if err := v.Reset(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"quay.io", "r.example"} {
		if got := v.read(name); got != undecodable {
			t.Errorf("%s is %q", name, got)
		}
	}
	if toml.Unmarshal([]byte(undecodable), &map[string]any{}) == nil {
		t.Errorf("%q is TOML", undecodable)
	}
}

func TestAResetForgetsWhatIsGone(t *testing.T) {
	v := newView(t)
	v.put(t, "quay.io", plain)
	v.put(t, "_default", rewriting)
	if err := v.Reset(); err != nil {
		t.Fatal(err)
	}
	if err := os.RemoveAll(v.Source); err != nil {
		t.Fatal(err)
	}
	if err := v.Reset(); err != nil {
		t.Fatal(err)
	}
	if left, err := os.ReadDir(v.Target); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestChangesOfTheFolderAreFollowed(t *testing.T) {
	v := newView(t)
	if err := v.Reset(); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- v.Watch(ctx) }()
	defer func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}()
	proxied := func() bool { return strings.Contains(v.read("quay.io"), "http://127.0.0.1:") }
	real := func() bool { return v.read("quay.io") == plain }
	v.put(t, "quay.io", rewriting)
	eventually(t, proxied)
	first := v.read("quay.io")
	v.put(t, "quay.io", strings.Replace(rewriting, "hub/", "other/", 1))
	eventually(t, func() bool { return proxied() && v.read("quay.io") != first })
	v.put(t, "quay.io", plain)
	eventually(t, real)
	v.put(t, "quay.io", rewriting)
	eventually(t, func() bool { return v.read("quay.io") == first })
	if err := os.RemoveAll(v.Source); err != nil {
		t.Fatal(err)
	}
	eventually(t, func() bool { _, err := os.Lstat(filepath.Join(v.Target, "quay.io")); return err != nil })
	v.put(t, "quay.io", rewriting)
	eventually(t, proxied)
}

func eventually(t *testing.T, ask func() bool) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); !ask(); time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("it did not happen")
		}
	}
}
