package binaries

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// Builder builds programs into a cache folder and finds them there.
type Builder struct {
	Source   string // the testbed's source folder
	Cache    string
	Progress io.Writer
}

// Path is where the program called name is, once it was built.
func (b Builder) Path(name string) (string, error) {
	m, p, err := find(name)
	if err != nil {
		return "", err
	}
	r, err := m.recipe(b.source(m))
	if err != nil {
		return "", fmt.Errorf("%s: %w", m.Name, err)
	}
	return b.output(m, r, p), nil
}

// Paths builds the named programs, as far as they are missing, and tells where they are.
func (b Builder) Paths(ctx context.Context, names ...string) (map[string]string, error) {
	if err := b.Build(ctx, names...); err != nil {
		return nil, err
	}
	paths := map[string]string{}
	for _, name := range names {
		path, err := b.Path(name)
		if err != nil {
			return nil, err
		}
		paths[name] = path
	}
	return paths, nil
}

// Build builds the named programs, or all when none is named, as far as the cache does not have them.
func (b Builder) Build(ctx context.Context, names ...string) error {
	missing, err := b.missing(names)
	if err != nil || len(missing) == 0 {
		return err
	}
	unlock, err := b.lock()
	if err != nil {
		return err
	}
	defer unlock()
	if missing, err = b.missing(names); err != nil { // another run may have built them while this one waited
		return err
	}
	start := time.Now()
	for i, t := range missing {
		if err := b.build(ctx, t, fmt.Sprintf("[%d/%d] %s", i+1, len(missing), t.program.Name)); err != nil {
			return err
		}
	}
	if len(missing) > 0 {
		fmt.Fprintf(b.Progress, "built %d programs in %s\n", len(missing), elapsed(start))
	}
	return nil
}

type target struct {
	module  Module
	program Program
	recipe  recipe
}

func (b Builder) missing(names []string) ([]target, error) {
	var missing []target
	for _, name := range names {
		if _, _, err := find(name); err != nil {
			return nil, err
		}
	}
	for _, m := range Modules() {
		r, err := m.recipe(b.source(m))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.Name, err)
		}
		for _, p := range m.Programs {
			if len(names) > 0 && !slices.Contains(names, p.Name) {
				continue
			}
			if _, err := os.Stat(b.output(m, r, p)); errors.Is(err, os.ErrNotExist) {
				missing = append(missing, target{m, p, r})
			} else if err != nil {
				return nil, fmt.Errorf("look for %s: %w", p.Name, err)
			}
		}
	}
	return missing, nil
}

func (b Builder) build(ctx context.Context, t target, label string) error {
	if t.module.CGO {
		if err := checkCompiler(ctx); err != nil {
			return fmt.Errorf("build %s: %w", t.program.Name, err)
		}
	}
	output := b.output(t.module, t.recipe, t.program)
	if err := os.MkdirAll(filepath.Dir(output), 0o755); err != nil {
		return fmt.Errorf("build %s: %w", t.program.Name, err)
	}
	temp := output + ".tmp"
	args := append(append([]string{"build"}, t.recipe.flags...), "-o", temp, t.program.Package)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = b.source(t.module)
	cmd.Env = append(append(os.Environ(), "GOFLAGS=-mod=readonly", "GOWORK=off"), t.recipe.env...)
	var messages bytes.Buffer
	cmd.Stdout, cmd.Stderr = &messages, &messages
	start := time.Now()
	stop := b.report(label, start)
	err := cmd.Run()
	stop()
	if err != nil {
		return fmt.Errorf("build %s: %w\n%s", t.program.Name, err, lastLines(messages.Bytes(), 20))
	}
	if err := os.Rename(temp, output); err != nil {
		return fmt.Errorf("build %s: %w", t.program.Name, err)
	}
	size := int64(0)
	if info, err := os.Stat(output); err == nil {
		size = info.Size() >> 20
	}
	fmt.Fprintf(b.Progress, "%s: built in %s, %d MiB\n", label, elapsed(start), size)
	return nil
}

// report says what is being built and, every half minute, for how long.
func (b Builder) report(label string, start time.Time) (stop func()) {
	fmt.Fprintf(b.Progress, "%s: building\n", label)
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(30 * time.Second)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				fmt.Fprintf(b.Progress, "%s: still building after %s\n", label, elapsed(start))
			}
		}
	}()
	return func() { close(done); <-ended }
}

// StandIn builds the RKE2 stand-in from this module's own sources; Go's cache makes that quick when nothing changed.
func (b Builder) StandIn(ctx context.Context) (string, error) {
	unlock, err := b.lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	dir := filepath.Join(b.Cache, "rke2", key([]byte(b.Source), nil, nil, nil))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", fmt.Errorf("build rke2: %w", err)
	}
	output := filepath.Join(dir, "rke2")
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-o", output, "./cmd/rke2")
	cmd.Dir = b.Source
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
	if messages, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build rke2: %w\n%s", err, lastLines(messages, 20))
	}
	return output, nil
}

func (b Builder) source(m Module) string { return filepath.Join(b.Source, "binaries", m.Name) }

// Programs is the folder below which all programs are.
func (b Builder) Programs() string { return filepath.Join(b.Cache, "binaries") }

func (b Builder) output(m Module, r recipe, p Program) string {
	return filepath.Join(b.Programs(), m.Name+"-"+r.key, p.Name)
}

// lock lets one build run at a time: two would compile the same packages twice.
func (b Builder) lock() (unlock func(), err error) {
	if err := os.MkdirAll(b.Cache, 0o755); err != nil {
		return nil, fmt.Errorf("make cache: %w", err)
	}
	f, err := os.OpenFile(filepath.Join(b.Cache, "build.lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("lock cache: %w", err)
	}
	if unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil {
		fmt.Fprintln(b.Progress, "waiting for another build")
		for err = unix.EINTR; err == unix.EINTR; {
			err = unix.Flock(int(f.Fd()), unix.LOCK_EX)
		}
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("lock cache: %w", err)
		}
	}
	return func() { f.Close() }, nil
}

// checkCompiler finds out early, and says how to get, what a static runc needs.
func checkCompiler(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "gcc", "-x", "c", "-static", "-o", "/dev/null", "-", "-lseccomp")
	cmd.Stdin = bytes.NewReader([]byte("#include <seccomp.h>\nint main(void) { return seccomp_api_get() == 0; }\n"))
	if messages, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("a C compiler and libseccomp's headers are needed; on Debian: apt-get install gcc libc6-dev libseccomp-dev pkg-config\n%s",
			lastLines(messages, 3))
	}
	return nil
}

func find(name string) (Module, Program, error) {
	for _, m := range Modules() {
		for _, p := range m.Programs {
			if p.Name == name {
				return m, p, nil
			}
		}
	}
	return Module{}, Program{}, fmt.Errorf("no program is called %q", name)
}

func elapsed(start time.Time) time.Duration { return time.Since(start).Round(time.Second) }

func lastLines(text []byte, n int) []byte {
	lines := bytes.Split(bytes.TrimSpace(text), []byte("\n"))
	return bytes.Join(lines[max(0, len(lines)-n):], []byte("\n"))
}
