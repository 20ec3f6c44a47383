package rewrite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
	"github.com/sirupsen/logrus"

	"registrymirror.dev/testbed/internal/rke2/hosts"
)

// undecodable is no TOML of any version. Newer decoders than the one in RKE2's containerd take escapes that it refuses.
const undecodable = "= RKE2's containerd does not decode this file\n"

// View keeps, for containerd to read, a folder in step with a certs.d. A registry without rewrites is a link to the real folder, so that
// containerd reads it live; one with rewrites is a link to a translation of its hosts.toml.
type View struct {
	Source string // certs.d
	Target string // what containerd reads
	Proxy  *Proxy
}

// translations holds the translated files, outside the target, since every name in there can be a registry's.
func (v View) translations() string { return v.Target + ".translated" }

// Reset begins anew with what is in the source now.
func (v View) Reset() error {
	for _, dir := range []string{v.Target, v.translations()} {
		if err := os.RemoveAll(dir); err != nil {
			return err
		}
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	return v.sync()
}

// Watch follows changes of the source until the context ends, within milliseconds.
func (v View) Watch(ctx context.Context) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer watcher.Close()
	for {
		// Watched first, then read: what comes in between is an event.
		err := v.watchFolders(watcher)
		if err == nil {
			err = v.sync()
		}
		var again <-chan time.Time
		if err != nil { // a folder that vanished meanwhile, most likely
			logrus.Warnf("Unable to translate %s for containerd: %v", v.Source, err)
			again = time.After(time.Second)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-again:
		case err := <-watcher.Errors:
			logrus.Warnf("Watching %s: %v", v.Source, err)
		case <-watcher.Events:
		}
	}
}

func (v View) watchFolders(watcher *fsnotify.Watcher) error {
	if err := os.MkdirAll(v.Source, 0o700); err != nil {
		return err
	}
	if err := watcher.Add(v.Source); err != nil {
		return fmt.Errorf("watch %s: %w", v.Source, err)
	}
	children, err := os.ReadDir(v.Source)
	if err != nil {
		return err
	}
	for _, child := range children {
		if child.IsDir() {
			if err := watcher.Add(filepath.Join(v.Source, child.Name())); err != nil {
				return fmt.Errorf("watch %s: %w", child.Name(), err)
			}
		}
	}
	return nil
}

func (v View) sync() error {
	if err := os.MkdirAll(v.Source, 0o700); err != nil {
		return err
	}
	children, err := os.ReadDir(v.Source)
	if err != nil {
		return err
	}
	wanted := map[string]bool{}
	for _, child := range children {
		wanted[child.Name()] = true
		destination, err := v.destination(filepath.Join(v.Source, child.Name()))
		if err != nil {
			return err
		}
		if err := link(destination, filepath.Join(v.Target, child.Name())); err != nil {
			return err
		}
	}
	present, err := os.ReadDir(v.Target)
	if err != nil {
		return err
	}
	for _, entry := range present {
		if !wanted[entry.Name()] {
			if err := os.Remove(filepath.Join(v.Target, entry.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// destination is the folder that containerd shall read for a folder of the source.
func (v View) destination(folder string) (string, error) {
	text, err := os.ReadFile(filepath.Join(folder, hosts.FileName))
	if err != nil {
		return folder, nil // none, or none that containerd could read either
	}
	translated, found, err := Translate(text, folder, v.Proxy.Add)
	if err != nil {
		translated = []byte(undecodable)
	} else if !found {
		return folder, nil
	}
	sum := sha256.Sum256(translated)
	destination := filepath.Join(v.translations(), hex.EncodeToString(sum[:8]))
	file := filepath.Join(destination, hosts.FileName)
	if present, err := os.ReadFile(file); err == nil && bytes.Equal(present, translated) {
		return destination, nil
	}
	if err := os.MkdirAll(destination, 0o700); err != nil {
		return "", err
	}
	return destination, os.WriteFile(file, translated, 0o600)
}

// link replaces a symbolic link in one step.
func link(destination, path string) error {
	if present, err := os.Readlink(path); err == nil && present == destination {
		return nil
	}
	temp := filepath.Join(filepath.Dir(filepath.Dir(path)), ".link")
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(destination, temp); err != nil {
		return err
	}
	return os.Rename(temp, path)
}
