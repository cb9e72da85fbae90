@requires:another-client @requires:hostile
Feature: Guessed access codes
  An access code has four characters, 65,536 values in all. Whoever may ask without end finds it within minutes.
  Nothing public says how DAS stops that; the rules are proposals of ours.

  Background:
    Given the office has registered a document

  @DAS-API-GUESS-01
  Rule: Whoever guesses access codes is stopped before the code is found

    Scenario: Whoever knows the code is served
      When the office of second filing asks for the availability of the document
      Then DAS states the availability of the document

    Scenario: Whoever has guessed twenty times is not even served with the right code
      When the office of second filing guesses twenty access codes and then states the right one
      Then DAS refuses the request

  @DAS-API-GUESS-02
  Rule: Whoever guesses locks nobody else out

    Scenario: The office that registered the document is served beside the guesser
      When the office of second filing guesses twenty access codes, and the office asks for the availability
      Then DAS states the availability of the document
