// Package process starts long-running programs in the background and knows them again later, in another run of the testbed.
package process

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Process is a running or ended process. The start time tells it from a later one with the same number.
type Process struct {
	PID     int    `json:"pid"`
	Started uint64 `json:"started"` // clock ticks after the machine's boot
}

// Command is a program to start in the background.
type Command struct {
	Args []string // the program's path first
	Env  []string // nil: this process's
	Log  string   // file to append output to
	// Files are open in the program from file descriptor 3 on.
	Files []*os.File
	Attr  *syscall.SysProcAttr
}

// Start starts c in a session of its own. With a nil Attr it outlives this process.
func (c Command) Start() (Process, error) {
	if err := os.MkdirAll(filepath.Dir(c.Log), 0o755); err != nil {
		return Process{}, fmt.Errorf("start %s: %w", c.Args[0], err)
	}
	log, err := os.OpenFile(c.Log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return Process{}, fmt.Errorf("start %s: %w", c.Args[0], err)
	}
	defer log.Close()
	cmd := exec.Command(c.Args[0], c.Args[1:]...)
	cmd.Env, cmd.Stdout, cmd.Stderr, cmd.ExtraFiles, cmd.SysProcAttr = c.Env, log, log, c.Files, c.Attr
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Setsid = true
	if err := cmd.Start(); err != nil {
		return Process{}, fmt.Errorf("start %s: %w", c.Args[0], err)
	}
	go func() { _ = cmd.Wait() }() // reaps it, should it end before this process does
	return Find(cmd.Process.Pid)
}

// Find returns the process that now has that number.
func Find(pid int) (Process, error) {
	s, err := readStat(pid)
	if err != nil {
		return Process{}, fmt.Errorf("process %d: %w", pid, err)
	}
	return Process{PID: pid, Started: s.started}, nil
}

// Alive says whether the process still runs; one that ended and was not reaped does not.
func (p Process) Alive() bool {
	s, err := readStat(p.PID)
	return err == nil && s.started == p.Started && s.state != 'Z' && s.state != 'X'
}

// Signal sends sig to the process, if it still is the same.
func (p Process) Signal(sig syscall.Signal) error {
	if !p.Alive() {
		return nil
	}
	if err := unix.Kill(p.PID, sig); err != nil && !errors.Is(err, unix.ESRCH) {
		return fmt.Errorf("signal process %d: %w", p.PID, err)
	}
	return nil
}

// Stop asks the process to end, kills it after the grace time, and returns when it has ended.
func (p Process) Stop(grace time.Duration) error {
	if grace > 0 {
		if err := p.Signal(unix.SIGTERM); err != nil {
			return err
		}
		ctx, cancel := context.WithTimeout(context.Background(), grace)
		defer cancel()
		if p.Wait(ctx) == nil {
			return nil
		}
	}
	if err := p.Signal(unix.SIGKILL); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := p.Wait(ctx); err != nil {
		return fmt.Errorf("process %d does not end although it was killed", p.PID)
	}
	return nil
}

// Wait returns when the process has ended.
func (p Process) Wait(ctx context.Context) error {
	fd, err := unix.PidfdOpen(p.PID, 0)
	if err != nil {
		if errors.Is(err, unix.ESRCH) {
			return nil
		}
		return fmt.Errorf("watch process %d: %w", p.PID, err)
	}
	defer unix.Close(fd)
	for p.Alive() {
		if err := ctx.Err(); err != nil {
			return err
		}
		// A short time-out, so that the end of ctx is noticed.
		if _, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, 100); err != nil && !errors.Is(err, unix.EINTR) {
			return fmt.Errorf("watch process %d: %w", p.PID, err)
		}
	}
	return nil
}

// Save records the process in a file.
func (p Process) Save(path string) error {
	data, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("record process: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("record process: %w", err)
	}
	if err := os.WriteFile(path+".tmp", data, 0o644); err != nil {
		return fmt.Errorf("record process: %w", err)
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		return fmt.Errorf("record process: %w", err)
	}
	return nil
}

// Recorded returns the process that was recorded in a file, and whether it runs.
func Recorded(path string) (p Process, running bool, err error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Process{}, false, nil
	}
	if err != nil {
		return Process{}, false, fmt.Errorf("read process record: %w", err)
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return Process{}, false, fmt.Errorf("parse process record %s: %w", path, err)
	}
	return p, p.Alive(), nil
}

type stat struct {
	state   byte
	started uint64
}

func readStat(pid int) (stat, error) {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return stat{}, err
	}
	return parseStat(string(data))
}

// parseStat reads /proc/PID/stat. The command name, in parentheses, may itself hold spaces and parentheses.
func parseStat(line string) (stat, error) {
	end := strings.LastIndexByte(line, ')')
	if end < 0 {
		return stat{}, fmt.Errorf("no command name in %q", line)
	}
	fields := strings.Fields(line[end+1:])
	const state, startTime = 0, 19 // fields 3 and 22 of proc(5)
	if len(fields) <= startTime {
		return stat{}, fmt.Errorf("too few fields in %q", line)
	}
	started, err := strconv.ParseUint(fields[startTime], 10, 64)
	if err != nil {
		return stat{}, fmt.Errorf("start time in %q: %w", line, err)
	}
	return stat{state: fields[state][0], started: started}, nil
}
