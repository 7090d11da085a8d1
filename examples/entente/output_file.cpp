// SPDX-License-Identifier: BSL-1.0
#include "output_file.hpp"

#include <climits>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <streambuf>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

#include "subcommand.hpp"

namespace entente_program {

namespace {

[[noreturn]] void fail(std::string const& name, int reason) {
    throw failure((name.empty() ? "the output" : name + ": the file") + " cannot be written: " + std::strerror(reason));
}

// What a signal that ends the program has to remove: an answer, and a profile beside it.
constexpr std::size_t most_files = 2;
char volatile unfinished[most_files][PATH_MAX] = {"", ""};
// What the files that are written will replace; empty: nothing.
std::filesystem::path replaced[most_files];

void remove_unfinished(int signal) {
    for (auto& file : unfinished)
        if (file[0]) unlink(const_cast<char const*>(file));
    std::signal(signal, SIG_DFL);
    std::raise(signal);
}

void note_unfinished(std::size_t which, std::string const& file) {
    for (std::size_t i = 0; i <= file.size() && i < PATH_MAX; ++i) unfinished[which][i] = file.c_str()[i];
    for (int const s : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGXFSZ})
        if (!file.empty() && std::signal(s, remove_unfinished) == SIG_IGN) std::signal(s, SIG_IGN);
}

}  // namespace

/// Writes to a file descriptor, and says why where that fails.
class output_file::buffer : public std::streambuf {
public:
    buffer(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {
        setp(bytes_.data(), bytes_.data() + bytes_.size());
    }
    ~buffer() override {
        if (descriptor_ > STDERR_FILENO) close(descriptor_);
    }
    int descriptor() const { return descriptor_; }
    std::size_t which = 0;  // of the files that are written
    /// A disk may be found full only when the file is closed.
    void close_file() {
        if (int const d = std::exchange(descriptor_, -1); d > STDERR_FILENO && (fsync_of(d) || close(d)))
            fail(name_, errno);
    }

protected:
    int_type overflow(int_type c) override {
        write_out();
        if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
        return traits_type::not_eof(c);
    }
    int sync() override {
        write_out();
        return 0;
    }

private:
    // Devices and pipes cannot be synchronised, and need not be.
    static int fsync_of(int d) { return fsync(d) && errno != EINVAL && errno != ENOTSUP && errno != EROFS ? -1 : 0; }

    void write_out() {
        char const* from = pbase();
        while (from != pptr()) {
            auto const n = write(descriptor_, from, static_cast<std::size_t>(pptr() - from));
            if (n < 0 && errno == EINTR) continue;
            if (n < 0) {
                int const reason = errno;
                setp(bytes_.data(), bytes_.data() + bytes_.size());
                fail(name_, reason);
            }
            from += n;
        }
        setp(bytes_.data(), bytes_.data() + bytes_.size());
    }

    int descriptor_;
    std::string name_;
    std::array<char, 1 << 16> bytes_{};
};

output_file::output_file(std::string const& name) : stream_(nullptr) {
    namespace fs = std::filesystem;
    int descriptor = STDOUT_FILENO;
    std::size_t which = 0;
    bool const to_file = !name.empty() && name != "-";
    if (to_file) {
        std::error_code ignored;
        // A link stays a link; what it leads to is replaced, or made. A device or a pipe is written to, not replaced.
        auto place = fs::path(name);
        for (int links = 0; fs::is_symlink(place, ignored); ++links) {
            if (links == 40) fail(name, ELOOP);  // as many as the system follows
            auto const to = fs::read_symlink(place, ignored);
            if (ignored) fail(name, ignored.value());
            place = place.parent_path() / to;
        }
        auto const status = fs::status(place, ignored);
        if (fs::is_directory(status) || place.filename().empty()) fail(name, EISDIR);
        if (fs::exists(status) && !fs::is_regular_file(status)) {
            descriptor = open(place.c_str(), O_WRONLY | O_CLOEXEC);
            if (descriptor < 0) fail(name, errno);
        } else {
            if (fs::exists(status) && access(place.c_str(), W_OK) != 0) fail(name, errno);
            place_ = place.string();
            while (which + 1 < most_files && !replaced[which].empty()) ++which;
            replaced[which] = place;
            auto const folder = place.parent_path();
            beside_ = ((folder.empty() ? fs::path(".") : folder) / ".entente-XXXXXX").string();
            descriptor = mkostemp(beside_.data(), O_CLOEXEC);
            if (descriptor < 0) {
                beside_.clear();
                fail(name, errno);
            }
            note_unfinished(which, beside_);
            // With the rights that the file had, or that a new file has.
            struct stat old {};
            mode_t const mask = umask(0);
            umask(mask);
            mode_t const rights = stat(place_.c_str(), &old) == 0 ? old.st_mode & 07777 : 0666 & ~mask;
            if (fchmod(descriptor, rights) != 0) errno = 0;  // some file systems have no rights
        }
    }
    buffer_ = std::make_unique<buffer>(descriptor, to_file ? name : std::string());
    buffer_->which = which;
    stream_.rdbuf(buffer_.get());
    stream_.exceptions(std::ios::badbit);  // what the buffer throws comes through
}

output_file::~output_file() {
    if (!place_.empty()) replaced[buffer_->which].clear();
    if (beside_.empty()) return;
    unlink(beside_.c_str());
    note_unfinished(buffer_->which, {});
}

bool is_being_written(std::string const& file) {
    std::error_code ignored;
    for (auto const& each : replaced)
        if (!each.empty() && std::filesystem::equivalent(file, each, ignored)) return true;
    return false;
}

std::ostream& output_file::stream() {
    return stream_;
}

bool output_file::is_terminal() const {
    return isatty(buffer_->descriptor()) != 0;
}

void output_file::commit() {
    stream_.flush();
    buffer_->close_file();
    if (beside_.empty()) return;
    if (std::rename(beside_.c_str(), place_.c_str()) != 0) fail(place_, errno);
    beside_.clear();
    note_unfinished(buffer_->which, {});
}

}  // namespace entente_program
