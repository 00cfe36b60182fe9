class Ensemble(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def zeros(self: __torch__.Ensemble, x: Tensor, w: List[Tensor], layers: int) -> Tensor:
    return torch.zeros([layers, torch.size(x, 1), torch.size(w[1], 1)])
  def direction(self: __torch__.Ensemble, x: Tensor, w: List[Tensor], at: int) -> Tensor:
    h = (self).zeros(x, w, 1, )
    y, hn, cn, = torch.lstm(x, [h, h], torch.slice(w, at, torch.add(at, 4)), True, 1, 0., False, False, False)
    return y
  def backwards(self: __torch__.Ensemble, x: Tensor, w: List[Tensor], at: int) -> Tensor:
    y = (self).direction(torch.flip(x, [0]), w, at, )
    return torch.flip(y, [0])
  def member(self: __torch__.Ensemble, x: Tensor, w: List[Tensor], i: int) -> Tensor:
    ahead = (self).direction(x, w, torch.mul(i, 8), )
    back = (self).backwards(x, w, torch.add(torch.mul(i, 8), 4), )
    return torch.cat([ahead, back], 2)
  def forked_member(self: __torch__.Ensemble, x: Tensor, w: List[Tensor], i: int) -> Tensor:
    ahead = fork(self.direction, x, w, torch.mul(i, 8))
    back = (self).backwards(x, w, torch.add(torch.mul(i, 8), 4), )
    return torch.cat([torch.wait(ahead), back], 2)
  def bidirectional(self: __torch__.Ensemble, x: Tensor, w: List[Tensor], i: int) -> Tensor:
    h = (self).zeros(x, w, 2, )
    at = torch.mul(i, 8)
    y, hn, cn, = torch.lstm(x, [h, h], torch.slice(w, at, torch.add(at, 8)), True, 1, 0., False, True, False)
    return y
  def sum(self: __torch__.Ensemble, results: List[Tensor]) -> Tensor:
    return torch.sum(torch.stack(results), [0])
  def wait_all(self: __torch__.Ensemble, futures: List[Future[Tensor]]) -> List[Tensor]:
    results = annotate(List[Tensor], [])
    for i in range(torch.len(futures)):
      _0 = torch.append(results, torch.wait(futures[i]))
    return results
  def sequential(self: __torch__.Ensemble, x: Tensor, w: List[Tensor]) -> Tensor:
    results = annotate(List[Tensor], [])
    for i in range(torch.floordiv(torch.len(w), 8)):
      _0 = torch.append(results, (self).member(x, w, i, ))
    return (self).sum(results, )
  def sequential_bidirectional(self: __torch__.Ensemble, x: Tensor, w: List[Tensor]) -> Tensor:
    results = annotate(List[Tensor], [])
    for i in range(torch.floordiv(torch.len(w), 8)):
      _0 = torch.append(results, (self).bidirectional(x, w, i, ))
    return (self).sum(results, )
  def directions(self: __torch__.Ensemble, x: Tensor, w: List[Tensor]) -> Tensor:
    results = annotate(List[Tensor], [])
    for i in range(torch.floordiv(torch.len(w), 8)):
      _0 = torch.append(results, (self).forked_member(x, w, i, ))
    return (self).sum(results, )
  def members(self: __torch__.Ensemble, x: Tensor, w: List[Tensor]) -> Tensor:
    futures = annotate(List[Future[Tensor]], [])
    for i in range(torch.floordiv(torch.len(w), 8)):
      _0 = torch.append(futures, fork(self.member, x, w, i))
    return (self).sum((self).wait_all(futures, ), )
  def members_directions(self: __torch__.Ensemble, x: Tensor, w: List[Tensor]) -> Tensor:
    futures = annotate(List[Future[Tensor]], [])
    for i in range(torch.floordiv(torch.len(w), 8)):
      _0 = torch.append(futures, fork(self.forked_member, x, w, i))
    return (self).sum((self).wait_all(futures, ), )
  def members_bidirectional(self: __torch__.Ensemble, x: Tensor, w: List[Tensor]) -> Tensor:
    futures = annotate(List[Future[Tensor]], [])
    for i in range(torch.floordiv(torch.len(w), 8)):
      _0 = torch.append(futures, fork(self.bidirectional, x, w, i))
    return (self).sum((self).wait_all(futures, ), )
  def negated(self: __torch__.Ensemble, x: Tensor) -> Tensor:
    return torch.neg(x)
  def forks(self: __torch__.Ensemble, x: Tensor, count: int) -> Tensor:
    futures = annotate(List[Future[Tensor]], [])
    for i in range(count):
      _0 = torch.append(futures, fork(self.negated, x))
    return (self).sum((self).wait_all(futures, ), )
