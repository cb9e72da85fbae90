Feature: Polls of clients of the back channel
  A client that does not wait takes a server down. See CIBA, 7.3, 10.1 and 11.

  Background:
    Given a client under test that polls

  @CIBA-10.1-15
  Rule: Polls are forms

    Scenario: The client polls with a form
      When a user is authenticated through the client
      Then its polls are forms

  @CIBA-7.3-05
  Rule: The name of a request is used as it was given

    Scenario: The client polls under the name that it was given
      When a user is authenticated through the client
      Then its polls name the request as the server does

  @CIBA-11-12
  Rule: What a refusal says counts, not its status alone

    Scenario: A client that is told to wait goes on
      When a user is authenticated through the client after some time
      Then the client has its tokens

  @CIBA-7.3-09
  Rule: Clients wait for the interval

    Scenario: Between two polls the client waits for the interval
      When a user is authenticated through the client while the interval is half a minute
      Then the client waits for 30 seconds or more between two polls

  @CIBA-7.3-10
  Rule: Without an interval clients wait for five seconds

    Scenario: Between two polls the client waits for five seconds
      When a user is authenticated through the client while the acknowledgement has no interval
      Then the client waits for 5 seconds or more between two polls

  @CIBA-10.1-07
  Rule: Polls do not overlap

    Scenario: The client waits for an answer that takes longer than the interval
      When a user is authenticated through the client while polls last for half a minute
      Then no poll begins before the answer to the one before

  @CIBA-10.1-04
  Rule: Clients wait for long polls

    Scenario: A client gets its tokens from a long poll
      When a user is authenticated through the client while polls last for half a minute
      Then the client has its tokens

  @CIBA-10.1-09
  Rule: Clients come back when the server has time

    Scenario: Between two polls the client waits for the server to have time
      When a user is authenticated through the client while the server has no time for polls
      Then the client waits for 20 seconds or more between two polls

  @CIBA-11-03
  Rule: Clients slow down each time they are told to

    Scenario: The client waits for five seconds more each time
      When a user is authenticated through the client while each poll is told to slow down
      Then the client waits longer each time

  @CIBA-11-04
  Rule: Clients that are slowed down go on

    Scenario: A client that was slowed down gets its tokens
      When a user is authenticated through the client while each poll is told to slow down
      Then the client has its tokens

  @CIBA-11-09
  Rule: Clients whose polls are invalid stop

    Scenario: The client does not poll again
      When a user is authenticated through the client while polls are called invalid
      Then the client polls once and no more
