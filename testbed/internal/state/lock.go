package state

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// lock waits for the advisory lock on path. A holder may remove the file, and its folder, so what was locked must still be what path
// names.
func lock(path string) (unlock func(), err error) {
	for {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, fmt.Errorf("make state folder: %w", err)
		}
		f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR|unix.O_CLOEXEC, 0o644)
		if errors.Is(err, fs.ErrNotExist) {
			continue // the folder was removed meanwhile
		}
		if err != nil {
			return nil, fmt.Errorf("open lock: %w", err)
		}
		if err := flock(int(f.Fd())); err != nil {
			f.Close()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		locked, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, fmt.Errorf("lock %s: %w", path, err)
		}
		if named, err := os.Stat(path); err == nil && os.SameFile(locked, named) {
			return func() { f.Close() }, nil
		}
		f.Close()
	}
}

func flock(fd int) error {
	for {
		if err := unix.Flock(fd, unix.LOCK_EX); err != unix.EINTR {
			return err
		}
	}
}
