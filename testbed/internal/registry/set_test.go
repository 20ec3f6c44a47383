package registry

import (
	"errors"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"testing"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"

	"registrymirror.dev/testbed/internal/binaries"
	"registrymirror.dev/testbed/internal/image"
)

// up brings all registries up on loopback and takes them down when the test ends.
func up(t *testing.T) Set {
	t.Helper()
	s := At(filepath.Join(t.TempDir(), "registries"))
	t.Cleanup(func() {
		if t.Failed() {
			for _, k := range Kinds() {
				t.Logf("log of %s:\n%s", k.Name, s.logTail(k))
			}
		}
		if err := s.Down(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Up(t.Context(), options(t)); err != nil {
		t.Fatal(err)
	}
	return s
}

func options(t *testing.T) Options {
	t.Helper()
	return Options{Binary: binary(t), Address: netip.MustParseAddr("127.0.0.1"), FreePorts: true}
}

// binary is the real server, built once into the cache, as `testbed build` does.
func binary(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: builds and runs the registry server")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	builder := binaries.Builder{Source: "../..", Cache: filepath.Join(cache, "registry-mirror-testbed"), Progress: os.Stderr}
	paths, err := builder.Paths(t.Context(), "registry")
	if err != nil {
		t.Fatal(err)
	}
	return paths["registry"]
}

func probe(t *testing.T) v1.Image {
	t.Helper()
	img, err := image.Probe(t.Name())
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func push(t *testing.T, s Set, k Kind, repository string, img v1.Image) string {
	t.Helper()
	pushed, err := client(t, s, k).Push(t.Context(), repository, img)
	if err != nil {
		t.Fatal(err)
	}
	return pushed
}

func client(t *testing.T, s Set, k Kind) Client {
	t.Helper()
	c, err := s.Client(k)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.CloseIdleConnections)
	return c
}

func kind(t *testing.T, name string) Kind {
	t.Helper()
	k, err := KindOf(name)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func status(t *testing.T, s Set, k Kind) Status {
	t.Helper()
	all, err := s.Status()
	if err != nil {
		t.Fatal(err)
	}
	return all[slices.IndexFunc(all, func(s Status) bool { return s.Name == k.Name })]
}

func mark(t *testing.T, s Set, k Kind) Since {
	t.Helper()
	offset, err := s.Mark(k)
	if err != nil {
		t.Fatal(err)
	}
	return Since{offset: offset}
}

func requests(t *testing.T, s Set, k Kind, since Since) []Request {
	t.Helper()
	got, err := s.Requests(k, since)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func digest(t *testing.T, img v1.Image) string {
	t.Helper()
	d, err := img.Digest()
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func wantStatus(t *testing.T, err error, status int) {
	t.Helper()
	refused := new(transport.Error)
	if !errors.As(err, &refused) || refused.StatusCode != status {
		t.Errorf("want status %d, got %v", status, err)
	}
}
